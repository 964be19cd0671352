import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { createTestDatabase } from '../../test/harness/test-cluster.ts';
import type { TestDatabase } from '../../test/harness/test-cluster.ts';
import { askedByKeys } from './asked-by-keys.ts';
import { connect } from './connect.ts';

interface Tables {
  note: { place: number; textOfIt: string };
}

let database: TestDatabase;
let db: Kysely<Tables>;
let written = 0;
beforeAll(async () => {
  database = await createTestDatabase('asked_by_keys');
  db = connect<Tables>({ url: database.url });
  await sql`create table note (place int, text_of_it text)`.execute(db);
  await sql`insert into note values (1, 'một'), (2, 'hai'), (3, 'ba')`.execute(db);
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

const findNotes = askedByKeys<Tables, number, Tables['note']>((from, anyPlace) => {
  written += 1;
  return from.selectFrom('note').selectAll().where('place', '=', anyPlace).orderBy('place');
});

test('a question is written once, and asked about the keys given each time', async () => {
  const texts = async (keys: readonly number[]) =>
    (await findNotes(db, keys)).map(({ textOfIt }) => textOfIt);
  expect(await texts([3, 1])).toEqual(['một', 'ba']);
  expect(await texts([2, 2, 9])).toEqual(['hai']);
  expect(await texts([])).toEqual([]);
  expect(written).toBe(1);
});

test('a question that holds another value is refused', async () => {
  const findOne = askedByKeys<Tables, number, Tables['note']>((from, anyPlace) =>
    from.selectFrom('note').selectAll().where('place', '=', anyPlace).limit(1),
  );
  await expect(findOne(db, [1, 2])).rejects.toThrow(/asks about more/);
});
