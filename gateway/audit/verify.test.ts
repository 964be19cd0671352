import { spawnSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { access, openTestTrail } from './trail.fixture.ts';
import type { TestTrail } from './trail.fixture.ts';

test('of two gateways, the one whose record was changed is named', async () => {
  await using room = await openTestTrail();
  const trails = [await room.start(), await room.start({ gateway: 'gateway-2' })];
  await Promise.all(trails.flatMap((trail) => [trail.record(access()), trail.record(access())]));
  await room.sql(
    `update access_record set role = 'x' where gateway_id = 'gateway-2' and position = 2`,
  );
  expect((await room.verify()).findings).toMatchObject([
    { kind: 'RECORD_CHANGED', gateway: 'gateway-2', says: 'record 2 changed' },
  ]);
});

test('verifying while a gateway writes finds nothing wrong', async () => {
  await using room = await openTestTrail();
  const trail = await room.start();
  const write = async () => {
    for (let number = 0; number < 150; number += 1) await trail.record(access());
  };
  const verify = async () => {
    const verdicts = [];
    for (let number = 0; number < 10; number += 1) verdicts.push(await room.verify());
    return verdicts;
  };
  const [verdicts] = await Promise.all([verify(), write()]);
  expect(verdicts.flatMap(({ findings }) => findings)).toEqual([]);
});

const PROGRAM = path.join(import.meta.dirname, 'verify.ts');

function runProgram(room: TestTrail, expectFile?: string) {
  const env = {
    PATH: '/usr/bin',
    AUDIT_DATABASE_URL: room.database.readerUrl,
    AUDIT_HEADS_DIR: room.options.heads,
    ...(expectFile !== undefined && { AUDIT_EXPECT: expectFile }),
  };
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', PROGRAM], { env });
  return { status, printed: stdout.toString('utf8') };
}

test('the program ends with 0 for a sound trail, and with 1 naming the record that was changed', async () => {
  await using room = await openTestTrail();
  const trail = await room.start();
  await trail.record(access());
  await trail.record(access());
  expect(runProgram(room)).toEqual({
    status: 0,
    printed: expect.stringMatching(
      /^gateway gateway-1: key [0-9a-f]{64}, head 3 [0-9a-f]{64}\nsound: 2 records in 1 chains of 1 gateways, 3 signed heads\n$/,
    ),
  });
  await room.sql(`update access_record set role = 'x' where position = 2`);
  const { status, printed } = runProgram(room);
  expect(status).toBe(1);
  expect(printed).toMatch(
    /^WRONG RECORD_CHANGED gateway gateway-1, chain [0-9a-f-]+: record 2 changed$/m,
  );
});

test('the program compares with what it printed earlier', async () => {
  await using room = await openTestTrail();
  const trail = await room.start();
  await trail.record(access());
  const kept = path.join(room.options.heads, 'kept.txt');
  expect(runProgram(room, kept).status).toBe(1);
  await writeFile(kept, runProgram(room).printed);
  await trail.record(access());
  expect(runProgram(room, kept).status).toBe(0);
  await trail.close();
  await rm(room.files.file);
  await room.sql('truncate access_record, closed_chain');
  expect(runProgram(room).status).toBe(0);
  const { status, printed } = runProgram(room, kept);
  expect(status).toBe(1);
  expect(printed).toMatch(/^WRONG HEAD_REMOVED gateway gateway-1: .* head 2 was kept/m);
});
