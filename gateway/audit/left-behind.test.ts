import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { finding, rewriteHash } from './tampering.fixture.ts';
import { access, openTestTrail } from './trail.fixture.ts';
import type { TestTrail } from './trail.fixture.ts';

/** Writes two records and kills the gateway, as it were, before it signs for the second. */
async function writeAndKill(room: TestTrail): Promise<void> {
  const trail = await room.start();
  await trail.record(access({ requestId: 'r1' }));
  const heads = await readFile(room.files.file, 'utf8');
  await trail.record(access({ requestId: 'r2' }));
  await writeFile(room.files.file, heads);
  await room.dropConnections();
}

/** Adds a record to the only chain, with hashes that fit, as whoever owns the database could. */
async function forge(room: TestTrail, position: number, commit: number): Promise<void> {
  const place = JSON.stringify({ position, commit_no: commit, request_id: 'made up' });
  await room.sql(
    'insert into access_record select (json_populate_record(a, $1)).* from access_record a where position = 1',
    [place],
  );
  await rewriteHash(room, position);
}

test('what a killed gateway had written without a head is found, until it starts again and signs for it', async () => {
  await using room = await openTestTrail();
  await writeAndKill(room);
  expect((await room.verify()).findings).toEqual([
    finding(
      'RECORDS_UNSIGNED',
      /^no signed head for record 2: if the gateway was killed, start it/,
    ),
  ]);
  const again = await room.start();
  expect(await room.heads()).toMatchObject([{}, {}, { kind: 'LEFT', commit: 2, position: 2 }]);
  await again.record(access());
  expect(await room.verify()).toMatchObject({
    entries: 3,
    findings: [],
    notes: [expect.stringMatching(/record 2 written, but killed before the head was signed/)],
  });
});

test('what was signed for at a start is missed once it is cut off, and found once more is added', async () => {
  await using room = await openTestTrail();
  await writeAndKill(room);
  await (await room.start()).close();
  await forge(room, 3, 3);
  expect((await room.verify()).findings).toEqual([
    finding('HEAD_REMOVED', /^no signed head for record 3/),
  ]);
  await room.sql('delete from access_record where position >= 2');
  expect((await room.verify()).findings).toEqual([finding('RECORDS_CUT_OFF', /^record 2 cut off/)]);
});

test('records added behind a gateway that runs are found, and it never signs for them', async () => {
  await using room = await openTestTrail();
  const trail = await room.start();
  await trail.record(access());
  await forge(room, 2, 2);
  await forge(room, 3, 2);
  expect((await room.verify()).findings).toEqual([
    finding('RECORDS_UNSIGNED', /^no signed head for records 2 to 3/),
  ]);
  await expect(trail.record(access())).rejects.toThrow(/duplicate key/);
  await trail.record(access());
  await trail.close();
  await (await room.start()).record(access());
  expect((await room.verify()).findings).toEqual([
    finding('HEAD_REMOVED', /^no signed head for records 2 to 3/),
  ]);
});

test('more than a kill can leave is not signed for at the next start', async () => {
  await using room = await openTestTrail();
  await writeAndKill(room);
  await forge(room, 3, 3);
  await room.start();
  expect((await room.verify()).findings).toEqual([
    finding('HEAD_REMOVED', /^no signed head for records 2 to 3/),
  ]);
});
