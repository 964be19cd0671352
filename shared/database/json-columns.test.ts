import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { createTestDatabase } from '../../test/harness/test-cluster.ts';
import type { TestDatabase } from '../../test/harness/test-cluster.ts';
import { connect } from './connect.ts';
import { jsonColumns, rowsOf } from './json-columns.ts';
import type { JsonColumns } from './json-columns.ts';

interface Note {
  noteNo: number;
  text: string | null;
  isUrgent: boolean;
  writtenOn: string | null;
}

const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const text = fc.string({ unit: fc.constantFrom('ễ', '"', '\\', '{', ',', '\n', 'null') });
const notes: fc.Arbitrary<Note[]> = fc.uniqueArray(
  fc.record({
    noteNo: fc.integer({ min: 1, max: 1_000_000 }),
    text: fc.option(text),
    isUrgent: fc.boolean(),
    writtenOn: fc.option(day),
  }),
  { selector: ({ noteNo }) => noteNo, maxLength: 30 },
);

let database: TestDatabase;
let db: Kysely<unknown>;
beforeAll(async () => {
  database = await createTestDatabase('json_columns');
  db = connect<unknown>({ url: database.url });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const NAMES: readonly (keyof Note)[] = ['noteNo', 'text', 'isUrgent', 'writtenOn'];

/** The rows that PostgreSQL makes of these, read as columns by their numbers. */
async function readByNumber(given: readonly Note[]): Promise<Note[]> {
  const inSnakeCase = given.map(({ noteNo, text, isUrgent, writtenOn }) => ({
    note_no: noteNo,
    text,
    is_urgent: isUrgent,
    written_on: writtenOn,
  }));
  const from = sql`from json_to_recordset(${JSON.stringify(inSnakeCase)}::json)
    as note (note_no int, text text, is_urgent boolean, written_on date) order by note_no`;
  const { rows } = await sql<{
    columns: JsonColumns<Note>;
  }>`select ${jsonColumns(NAMES, from)} as columns`.execute(db);
  return rows.flatMap(({ columns }) => rowsOf(columns));
}

test('rows come back as they are, in the order asked for', async () => {
  await fc.assert(
    fc.asyncProperty(notes, async (given) => {
      const byNumber = given.toSorted((a, b) => a.noteNo - b.noteNo);
      expect(await readByNumber(given)).toEqual(byNumber);
    }),
    { numRuns: 50 },
  );
});

test('of no rows there are none', async () => {
  expect(await readByNumber([])).toEqual([]);
});
