import { ChildSet } from './child-set.ts';
import { ColumnsWriter } from './record-columns.ts';
import type { RecordColumns } from './record-columns.ts';
import type { Facts, LinkedRecord } from './facts.ts';

function byChild<Row extends Facts>(rows: readonly LinkedRecord<Row>[]) {
  const found = new Map<number, LinkedRecord<Row>[]>();
  for (const row of rows) {
    const records = found.get(row.childNo);
    if (records === undefined) found.set(row.childNo, [row]);
    else records.push(row);
  }
  return found;
}

/** A topic's records as columns, with those of the children changed since beside them. */
export class KeptRecords<Row extends Facts> {
  #columns: RecordColumns<Row>;
  readonly #changed = new Map<number, readonly Row[]>();

  constructor(columns: RecordColumns<Row>) {
    this.#columns = columns;
  }

  /** How many children changed since the columns were written. */
  get changedCount(): number {
    return this.#changed.size;
  }

  get columns(): RecordColumns<Row> {
    return this.#columns;
  }

  get highest(): number {
    let highest = this.#columns.highest;
    for (const childNo of this.#changed.keys()) highest = Math.max(highest, childNo);
    return highest;
  }

  /** The records of a child, good until the next child is asked for. */
  of(childNo: number): readonly Row[] {
    return this.#changed.get(childNo) ?? this.#columns.of(childNo);
  }

  /** Calls `visit` for each child that has records; those changed lately come last. */
  forEach(visit: (childNo: number, records: readonly Row[]) => void): void {
    const hasChanges = this.#changed.size > 0;
    this.#columns.forEach((childNo, records) => {
      if (!hasChanges || !this.#changed.has(childNo)) visit(childNo, records);
    });
    for (const [childNo, records] of this.#changed) if (records.length > 0) visit(childNo, records);
  }

  /** Takes the records that these children have now. */
  replace(childNos: readonly number[], rows: readonly LinkedRecord<Row>[]): void {
    const found = byChild(rows);
    for (const childNo of childNos) this.#changed.set(childNo, found.get(childNo) ?? []);
  }

  /** The children with records, and with records that `judge` finds right. */
  childrenWhere(judge: (records: readonly Row[]) => boolean): ChildSet {
    const found: number[] = [];
    this.forEach((childNo, records) => {
      if (judge(records)) found.push(childNo);
    });
    return ChildSet.of(found, this.highest);
  }

  /** Writes the columns anew, with every change in them. */
  compact(blank: Row): void {
    const writer = new ColumnsWriter(blank);
    for (let childNo = 0; childNo <= this.highest; childNo += 1)
      for (const record of this.of(childNo)) writer.add(childNo, record);
    this.#columns = writer.finish();
    this.#changed.clear();
  }
}
