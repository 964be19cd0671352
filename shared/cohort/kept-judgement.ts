import { ChildSet } from './child-set.ts';
import type { Facts } from './facts.ts';
import type { KeptRecords } from './kept-records.ts';

/** The children whose records meet a criterion. */
export class KeptSet<Row extends Facts> {
  readonly #holds: (records: readonly Row[]) => boolean;
  /** A new set when a child came or went, otherwise the same object. */
  children: ChildSet;

  constructor(records: KeptRecords<Row>, holds: (records: readonly Row[]) => boolean) {
    this.#holds = holds;
    this.children = records.childrenWhere(holds);
  }

  rejudge(records: KeptRecords<Row>, childNos: readonly number[]): void {
    this.children = this.children.rejudged(childNos, (childNo) => {
      const found = records.of(childNo);
      return found.length > 0 && this.#holds(found);
    });
  }
}

/** The group that a child with no records, or in none, belongs to. */
export const NO_GROUP = 65_535;

/** The group of each child, a number below 65,535: two bytes a child. */
export class KeptGrouping<Row extends Facts> {
  readonly #groupOf: (records: readonly Row[]) => number;
  #groups: Uint16Array;

  constructor(records: KeptRecords<Row>, groupOf: (records: readonly Row[]) => number) {
    this.#groupOf = groupOf;
    const groups = new Uint16Array(records.highest + 1).fill(NO_GROUP);
    records.forEach((childNo, found) => {
      groups[childNo] = groupOf(found);
    });
    this.#groups = groups;
  }

  #judged(records: KeptRecords<Row>, childNo: number): number {
    const found = records.of(childNo);
    return found.length === 0 ? NO_GROUP : this.#groupOf(found);
  }

  rejudge(records: KeptRecords<Row>, childNos: readonly number[]): void {
    const needed = records.highest + 1;
    if (needed > this.#groups.length) {
      const longer = new Uint16Array(needed).fill(NO_GROUP);
      longer.set(this.#groups);
      this.#groups = longer;
    }
    for (const childNo of childNos) this.#groups[childNo] = this.#judged(records, childNo);
  }

  of(childNo: number): number {
    return this.#groups[childNo] ?? NO_GROUP;
  }
}
