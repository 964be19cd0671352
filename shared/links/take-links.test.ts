import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { createTestDatabase } from '../../test/harness/test-cluster.ts';
import type { TestDatabase } from '../../test/harness/test-cluster.ts';
import { connect } from '../database/connect.ts';
import { readRecordKey, writeRecordKey } from './record-key.ts';
import { takeLinks } from './take-links.ts';

const THINGS = { name: 'things', table: 'thing', key: ['label', 'boughtOn'] } as const;
const DAY = '2016-12-31';

let database: TestDatabase;
let db: Kysely<unknown>;
beforeAll(async () => {
  database = await createTestDatabase('things');
  db = connect<unknown>({ url: database.url });
  await sql`create table thing (label text, bought_on date, child_no bigint unique, recorded_at timestamptz not null,
    primary key (label, bought_on))`.execute(db);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

async function owners(): Promise<Record<string, number | null>> {
  const { rows } = await sql<{ label: string; childNo: number | null }>`
    select label, child_no from thing`.execute(db);
  return Object.fromEntries(rows.map(({ label, childNo }) => [label, childNo]));
}

const label = fc.constantFrom('a', 'b', 'c', 'nobody knows');
const change = fc.record({ label, childNo: fc.option(fc.integer({ min: 1, max: 3 })) });

test('each record is the child’s it is told last, unless another one is already', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (told) => {
      await sql`truncate thing`.execute(db);
      await sql`insert into thing values ('a', ${DAY}, null, now()), ('b', ${DAY}, null, now()), ('c', ${DAY}, null, now())`.execute(
        db,
      );
      const model: Record<string, number | null> = { a: null, b: null, c: null };
      const expected = told.map(({ label: name, childNo }) => {
        const others = Object.entries(model).filter(([other]) => other !== name);
        const isTaken = childNo !== null && others.some(([, owner]) => owner === childNo);
        if (name in model && isTaken) return 'REFUSED';
        if (name in model) model[name] = childNo;
        return 'TAKEN';
      });
      const changes = told.map(({ label: name, childNo }, id) => ({
        id,
        department: 'things',
        recordKind: 'things',
        recordKey: writeRecordKey([name, DAY]),
        childNo,
      }));
      const receipts = await takeLinks(db, [THINGS], changes);
      expect(receipts.map(({ outcome }) => outcome)).toEqual(expected);
      expect(await owners()).toEqual(model);
    }),
    { numRuns: 40 },
  );
});

test.each([
  ['of another kind', 'other', writeRecordKey(['a', DAY])],
  ['with a key of another form', 'things', 'a'],
  ['with a key of too few columns', 'things', writeRecordKey(['a'])],
])('a record %s is left alone', async (_, recordKind, recordKey) => {
  const before = await owners();
  const change = { id: 1, department: 'things', recordKind, recordKey, childNo: 9 };
  expect(await takeLinks(db, [THINGS], [change])).toEqual([
    { id: 1, childNo: 9, outcome: 'TAKEN' },
  ]);
  expect(await owners()).toEqual(before);
});

test('a key reads as it was written', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (values) => {
      expect(readRecordKey(writeRecordKey(values), values.length)).toEqual(values);
    }),
  );
});
