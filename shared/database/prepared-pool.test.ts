import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { createTestDatabase } from '../../test/harness/test-cluster.ts';
import type { TestDatabase } from '../../test/harness/test-cluster.ts';
import { connect } from './connect.ts';

let database: TestDatabase;
let db: Kysely<unknown>;
beforeAll(async () => {
  database = await createTestDatabase('prepared');
  db = connect<unknown>({ url: database.url, poolSize: 1 });
});
afterAll(async () => {
  await db.destroy();
  await database.drop();
});

async function prepared(): Promise<number> {
  const { rows } = await sql<{ held: number }>`
    select count(*) as held from pg_prepared_statements`.execute(db);
  return rows[0]?.held ?? 0;
}

async function ask(question: number): Promise<unknown> {
  const { rows } = await sql`select ${5}::int + ${sql.lit(question)} as sum`.execute(db);
  return rows[0];
}

test('a question asked again is prepared once', async () => {
  for (let time = 0; time < 10; time += 1) expect(await ask(1)).toEqual({ sum: 6 });
  expect(await prepared()).toBe(1);
});

test('one that begins on a line of its own is prepared like any other', async () => {
  const asked = () =>
    sql`
    with given as (select ${1}::int as number)
    select number from given`.execute(db);
  const before = await prepared();
  for (let time = 0; time < 3; time += 1) expect((await asked()).rows).toEqual([{ number: 1 }]);
  expect(await prepared()).toBe(before + 1);
});

test('after a migration a question is answered, and its connection is not used again', async () => {
  const { rows: before } = await sql`select pg_backend_pid() as pid`.execute(db);
  await sql`create table changing as select 1 as one`.execute(db);
  const asked = () => sql`select * from changing where one = ${1}`.execute(db);
  expect((await asked()).rows).toEqual([{ one: 1 }]);
  await sql`alter table changing add column two int default 2`.execute(db);
  expect((await asked()).rows).toEqual([{ one: 1, two: 2 }]);
  const { rows: after } = await sql`select pg_backend_pid() as pid`.execute(db);
  expect(after).not.toEqual(before);
});

test('no connection holds ever more statements', async () => {
  const held: number[] = [];
  for (let question = 2; question < 1_300; question += 1) {
    expect(await ask(question)).toEqual({ sum: question + 5 });
    if (question % 50 === 0) held.push(await prepared());
  }
  expect(Math.max(...held)).toBeGreaterThan(400);
  expect(Math.max(...held)).toBeLessThan(510);
});

test('lists of numbers come as they are', async () => {
  const lists = [[], [1, -2, 3], [0.5, 1e21, -1e-7], [4_294_967_295, 0]];
  for (const list of lists) {
    const { rows } = await sql`select ${list}::float8[] as numbers`.execute(db);
    expect(rows).toEqual([{ numbers: list }]);
  }
  const { rows } = await sql`select ${[1, null, 3]}::int[] as numbers`.execute(db);
  expect(rows).toEqual([{ numbers: [1, null, 3] }]);
});
