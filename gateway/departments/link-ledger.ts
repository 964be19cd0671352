import type { LinkChange, LinkNotes, LinkReceipt } from '../../shared/links/link-change.ts';

/** What the register said, while one request was answered, of whose departments' records are. */
export class LinkLedger {
  readonly #untold = new Map<string, Map<number, LinkChange>>();
  readonly #waiting = new Map<string, Set<number>>();

  note({ untold, waiting }: LinkNotes): void {
    for (const change of untold) {
      const changes = this.#untold.get(change.department) ?? new Map<number, LinkChange>();
      this.#untold.set(change.department, changes.set(change.id, change));
    }
    for (const { department, childNo } of waiting) {
      const children = this.#waiting.get(department) ?? new Set<number>();
      this.#waiting.set(department, children.add(childNo));
    }
  }

  /** The departments that have yet to be told of a change. */
  get behind(): string[] {
    return [...this.#untold.keys()];
  }

  /** Whether a department has yet to be told of a change. */
  isBehind(department: string): boolean {
    return this.#untold.has(department);
  }

  /** What a department has yet to be told. */
  untoldOf(department: string): LinkChange[] {
    return [...(this.#untold.get(department)?.values() ?? [])];
  }

  /** Notes that a department knows of changes; one that has changed since is still to be told. */
  noteTold(department: string, receipts: readonly LinkReceipt[]): void {
    const changes = this.#untold.get(department);
    for (const { id, childNo } of receipts)
      if (changes?.get(id)?.childNo === childNo) changes.delete(id);
    if (changes?.size === 0) this.#untold.delete(department);
  }

  /** Whether a record of the department waits for anybody. */
  hasWaiting(department: string): boolean {
    return this.#waiting.has(department);
  }

  /** Whether a record of the department waits that may be the child's. */
  isWaiting(department: string, childNo: number): boolean {
    return this.#waiting.get(department)?.has(childNo) ?? false;
  }
}
