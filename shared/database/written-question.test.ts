import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { createTestDatabase } from '../../test/harness/test-cluster.ts';
import type { TestDatabase } from '../../test/harness/test-cluster.ts';
import { connect } from './connect.ts';
import { writtenQuestion } from './written-question.ts';

type Column = 'place' | 'textOfIt';
type Row = Partial<Record<Column, unknown>>;

let database: TestDatabase;
let db: Kysely<unknown>;
beforeAll(async () => {
  database = await createTestDatabase('written_question');
  db = connect<unknown>({ url: database.url });
  await sql`create table note (place int, "textOfIt" text)`.execute(db);
  await sql`insert into note values (1, 'một'), (2, 'hai'), (3, 'ba')`.execute(db);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

test('a question is written once for each selection, and asked about the values given each time', async () => {
  const written: (readonly Column[])[] = [];
  const findNotes = writtenQuestion<unknown, Column, Row>((columns) => {
    written.push(columns);
    return sql`select ${sql.join(columns.map((column) => sql.ref(column)))}
      from note where place = any($1::int[]) order by place`;
  });
  expect(await findNotes(db, ['textOfIt'], [[3, 1]])).toEqual([
    { textOfIt: 'một' },
    { textOfIt: 'ba' },
  ]);
  expect(await findNotes(db, ['textOfIt'], [[2, 2, 9]])).toEqual([{ textOfIt: 'hai' }]);
  expect(await findNotes(db, ['place', 'textOfIt'], [[2]])).toEqual([
    { place: 2, textOfIt: 'hai' },
  ]);
  expect(await findNotes(db, ['textOfIt'], [[]])).toEqual([]);
  expect(written).toEqual([['textOfIt'], ['place', 'textOfIt']]);
});

test('a question that holds a value of its own is refused', async () => {
  const findFirst = writtenQuestion<unknown, Column, Row>(
    () => sql`select * from note where place = any($1::int[]) limit ${1}`,
  );
  await expect(findFirst(db, [], [[1, 2]])).rejects.toThrow(/holds a value/);
});
