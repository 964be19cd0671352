import type { ChildSet } from '../../../shared/cohort/child-set.ts';
import type { RowCursor } from './row-cursor.ts';

/**
 * Brings the streams of departments side by side, child by child: the register's rows lead, and only those of children who
 * are in the export. A department's row of any other child is passed over.
 */
export class RowMerger {
  readonly cursors: readonly RowCursor[];
  readonly #lead: RowCursor;
  readonly #children: ChildSet;
  /** The stream that the next row waits for. */
  #waitsFor: RowCursor;
  /** How many streams have come to the child of the leading row; 0 where that row is done. */
  #ready = 0;

  constructor(lead: RowCursor, others: readonly RowCursor[], children: ChildSet) {
    this.cursors = [lead, ...others];
    this.#lead = lead;
    this.#waitsFor = lead;
    this.#children = children;
  }

  /** The child of the row. */
  get childNo(): number {
    return this.#lead.childNo;
  }

  /** Steps to the next child; false where `more` must be awaited first, or all are done. */
  step(): boolean {
    if (this.#ready === 0) {
      this.#waitsFor = this.#lead;
      do if (!this.#lead.step()) return false;
      while (!this.#children.has(this.#lead.childNo));
      this.#ready = 1;
    }
    const { childNo } = this.#lead;
    for (; this.#ready < this.cursors.length; this.#ready += 1) {
      const cursor = this.cursors[this.#ready];
      if (cursor === undefined) break;
      while (cursor.childNo < childNo)
        if (!cursor.step() && !cursor.isEnded) {
          this.#waitsFor = cursor;
          return false;
        }
    }
    this.#ready = 0;
    return true;
  }

  /** Waits for more of the stream that is missing; false where all children are done. */
  async more(): Promise<boolean> {
    if (this.#lead.isEnded) return false;
    await this.#waitsFor.more();
    return true;
  }

  /** The stream at a place, where it has a row of this child and that column is not null; else null. */
  cursorAt(stream: number, column: number): RowCursor | null {
    const cursor = this.cursors[stream];
    return cursor?.childNo !== this.#lead.childNo || cursor.isNull(column) ? null : cursor;
  }

  close(): void {
    for (const cursor of this.cursors) cursor.close();
  }
}
