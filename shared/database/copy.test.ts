import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';
import { createTestDatabase } from '../../test/harness/test-cluster.ts';
import type { TestDatabase } from '../../test/harness/test-cluster.ts';
import { copyInto, encodeCopyRow } from './copy.ts';

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
