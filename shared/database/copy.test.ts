import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';
import { serveInPieces } from './in-pieces.fixture.ts';
import { createTestDatabase } from '../../test/harness/test-cluster.ts';
import type { TestDatabase } from '../../test/harness/test-cluster.ts';
import { copyInto, copyOut, encodeCopyRow } from './copy.ts';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createTestDatabase('copy');
  client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    'create table "note" ("place" integer, "words" text, "list" text[], "done" boolean, "at" timestamptz)',
  );
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

// PostgreSQL text holds any character but NUL, and no half of a surrogate pair.
const text = fc.oneof(
  fc.string({ unit: 'binary' }).map((drawn) => drawn.replaceAll('\0', '')),
  fc.constantFrom('\\N', '\\.', 'a\tb\nc\rd\\', '"{},', "'", '', 'NULL', 'Nguyễn Thị Ánh'),
);

test('what is copied in is what is read out', async () => {
  const rows = fc.array(
    fc.tuple(fc.option(text), fc.option(fc.array(text, { maxLength: 4 })), fc.option(fc.boolean())),
    { minLength: 1, maxLength: 20 },
  );
  await fc.assert(
    fc.asyncProperty(rows, async (drawn) => {
      await client.query('truncate "note"');
      const encoded = drawn.map(([words, list, done], place) =>
        encodeCopyRow([place, words, list, done]),
      );
      await copyInto(client, 'note', ['place', 'words', 'list', 'done'], encoded.join(''));
      const { rows: read } = await client.query({
        text: 'select words, list, done from "note" order by place',
        rowMode: 'array',
      });
      expect(read).toEqual(drawn);
    }),
    { numRuns: 60 },
  );
});

test('a moment keeps its milliseconds', async () => {
  await client.query('truncate "note"');
  const at = new Date('2022-12-30T08:15:00.123Z');
  await copyInto(client, 'note', ['at'], encodeCopyRow([at]));
  expect((await client.query('select "at" from "note"')).rows).toEqual([{ at }]);
});

test('a wrong row is refused as a whole', async () => {
  await client.query('truncate "note"');
  const rows = encodeCopyRow([1]) + encodeCopyRow(['no number']);
  await expect(copyInto(client, 'note', ['place'], rows)).rejects.toThrow(/invalid input syntax/);
  expect((await client.query('select 1 from "note"')).rowCount).toBe(0);
});

test('what is copied out is counted, even if the count comes after the last row', async () => {
  await using pieces = await serveInPieces(database.url);
  const late = new Client({ connectionString: pieces.url });
  await late.connect();
  const statement = 'copy (select no from generate_series(1, 3) as no) to stdout';
  const { chunks, rows } = await copyOut(late, statement);
  expect(Buffer.concat(chunks).toString()).toBe('1\n2\n3\n');
  expect(rows).toBe(3);
  await late.end();
});

test('what is copied out is not taken for whole where the connection is lost before the count', async () => {
  await using pieces = await serveInPieces(database.url, 'LOST');
  const lost = new Client({ connectionString: pieces.url });
  lost.on('error', () => undefined);
  await lost.connect();
  await expect(copyOut(lost, 'copy (select 1) to stdout')).rejects.toThrow(/terminated/);
});

test('what is copied out is not taken for whole where PostgreSQL refuses after the last row', async () => {
  await using pieces = await serveInPieces(database.url, 'REFUSED');
  const refused = new Client({ connectionString: pieces.url });
  await refused.connect();
  await expect(copyOut(refused, 'copy (select 1) to stdout')).rejects.toThrow('canceled');
  await refused.end();
});

test('a statement that cannot be copied out is refused, and the connection serves on', async () => {
  await expect(copyOut(client, 'copy nothing to stdout')).rejects.toThrow(/does not exist/);
  const { rows } = await copyOut(client, 'copy (select 1 where false) to stdout');
  expect(rows).toBe(0);
});
