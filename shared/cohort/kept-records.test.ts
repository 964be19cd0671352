import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KeptRecords } from './kept-records.ts';
import type { LinkedRecord } from './facts.ts';
import { ColumnsWriter } from './record-columns.ts';
import { readColumns, writeColumns } from './snapshot-bytes.ts';

type Visit = { on: string; place: string | null; paid: boolean };

const blank: Visit = { on: '', place: null, paid: false };
const visit = fc.record({
  childNo: fc.oneof(fc.nat(40), fc.nat(3_000)),
  on: fc.constantFrom('2020-01-01', '2021-06-30', '2022-12-31'),
  place: fc.option(fc.constantFrom('Sao Đỏ', 'Cẩm Thượng')),
  paid: fc.boolean(),
});
const visits = fc.array(visit, { maxLength: 50 });

function keep(rows: readonly LinkedRecord<Visit>[]): KeptRecords<Visit> {
  const writer = new ColumnsWriter(blank);
  for (const row of rows.toSorted((one, other) => one.childNo - other.childNo))
    writer.add(row.childNo, row);
  return new KeptRecords(writer.finish());
}

function factsOf({ on, place, paid }: Visit): Visit {
  return { on, place, paid };
}

function recordsOf(rows: readonly LinkedRecord<Visit>[], childNo: number): Visit[] {
  return rows.filter((row) => row.childNo === childNo).map(factsOf);
}

function expectSame(kept: KeptRecords<Visit>, rows: readonly LinkedRecord<Visit>[]): void {
  for (const childNo of [...rows.map((row) => row.childNo), 0, 1, 3_001])
    expect(kept.of(childNo).map(factsOf)).toEqual(recordsOf(rows, childNo));
  const paid = rows.filter((row) => row.paid).map((row) => row.childNo);
  expect(kept.childrenWhere((records) => records.some((record) => record.paid)).size).toBe(
    new Set(paid).size,
  );
  expect(kept.childrenWhere(() => true).size).toBe(new Set(rows.map((row) => row.childNo)).size);
}

describe('kept records, beside a plain list', () => {
  test('are read by child', () => {
    fc.assert(
      fc.property(visits, (rows) => {
        expectSame(keep(rows), rows);
      }),
    );
  });

  test('take changes, also when written anew and when saved and read', () => {
    fc.assert(
      fc.property(visits, visits, fc.array(fc.nat(40), { maxLength: 5 }), (rows, later, gone) => {
        const kept = keep(rows);
        const changed = [...new Set([...later.map((row) => row.childNo), ...gone])];
        kept.replace(changed, later);
        const now = [...rows.filter((row) => !changed.includes(row.childNo)), ...later];
        expectSame(kept, now);
        kept.compact(blank);
        expectSame(kept, now);
        const read = readColumns(blank, writeColumns(kept.columns.data));
        expect(read).not.toBeNull();
        if (read !== null) expectSame(new KeptRecords(read), now);
      }),
    );
  });

  test('hold more different values than two bytes can tell apart', () => {
    const rows = Array.from({ length: 70_000 }, (_, childNo) => ({
      childNo,
      ...blank,
      on: `day ${childNo}`,
    }));
    const kept = keep(rows);
    expect(kept.of(65_535).map(factsOf)).toEqual([{ ...blank, on: 'day 65535' }]);
    expect(kept.of(69_999).map(factsOf)).toEqual([{ ...blank, on: 'day 69999' }]);
    const read = readColumns(blank, writeColumns(kept.columns.data));
    expect(read?.of(65_536).map(factsOf)).toEqual([{ ...blank, on: 'day 65536' }]);
  });
});

test('saved records of other facts, and what is no such thing, are not read', () => {
  const bytes = writeColumns(keep([{ childNo: 1, ...blank }]).columns.data);
  expect(readColumns({ ...blank, weight: 1 }, bytes)).toBeNull();
  expect(readColumns({ on: '' }, bytes)).toBeNull();
  expect(readColumns(blank, bytes.subarray(0, -1))).toBeNull();
  expect(readColumns(blank, Buffer.from('{}'))).toBeNull();
  expect(readColumns(blank, Buffer.alloc(0))).toBeNull();
});
