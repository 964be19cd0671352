import { appendFile, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { compileInto } from './compile.fixture.ts';
import { access, openTestTrail } from './trail.fixture.ts';
import { TrailUnavailable } from './trail-unavailable.ts';

test('a gateway that starts again opens a chain tied to its last head', async () => {
  await using room = await openTestTrail();
  const first = await room.start();
  await first.record(access());
  await first.close();
  await expect(first.record(access())).rejects.toThrow(TrailUnavailable);
  const second = await room.start();
  await second.record(access());
  await second.close();
  expect(await room.heads()).toMatchObject([
    { kind: 'OPENED' },
    { kind: 'HEAD' },
    { kind: 'CLOSED' },
    { kind: 'OPENED' },
    { kind: 'HEAD' },
    { kind: 'CLOSED' },
  ]);
  expect(await room.verify()).toMatchObject({ entries: 2, chains: 2, heads: 6, findings: [] });
});

test('no second gateway of a name starts, and the first goes on', async () => {
  await using room = await openTestTrail();
  const first = await room.start();
  await first.record(access());
  await expect(room.start()).rejects.toThrow(StartProblem);
  await first.record(access());
  await first.close();
  await (await room.start()).record(access());
  expect(await room.verify()).toMatchObject({ entries: 3, chains: 2, findings: [], notes: [] });
});

test('a gateway that lost its name while its database was away records no more', async () => {
  await using room = await openTestTrail();
  const first = await room.start();
  await first.record(access({ requestId: 'first' }));
  await room.dropConnections();
  const second = await room.start();
  await second.record(access({ requestId: 'second' }));
  await expect(first.record(access({ requestId: 'late' }))).rejects.toThrow(TrailUnavailable);
  await expect(first.check()).rejects.toThrow(TrailUnavailable);
  await second.close();
  await expect(first.record(access({ requestId: 'late' }))).rejects.toThrow(/by someone else/);
  const rows = await room.sql('select request_id from access_record order by at');
  expect(rows).toEqual([{ request_id: 'first' }, { request_id: 'second' }]);
  expect(await room.verify()).toMatchObject({ findings: [] });
});

test('a gateway that was killed while the database kept it waiting starts again', async () => {
  await using room = await openTestTrail();
  const folder = path.dirname(room.options.heads);
  const program = await compileInto(
    folder,
    path.join(import.meta.dirname, 'recording-program.fixture.ts'),
  );
  await room.sql('begin; lock table access_record in exclusive mode');
  const killed = spawn(process.execPath, [
    program,
    room.options.databaseUrl,
    folder,
    'gateway-1',
    'r',
  ]);
  await room.until(
    `select 1 from pg_locks where relation = 'access_record'::regclass and not granted`,
  );
  killed.kill('SIGKILL');
  await expect(room.start()).resolves.toBeDefined();
  await room.sql('commit');
});

test('a head line that a kill has torn is taken away at the next start', async () => {
  await using room = await openTestTrail();
  const first = await room.start();
  await first.record(access());
  await first.close();
  await appendFile(room.files.file, '{"n":4,"kind":"HE');
  expect(await room.verify()).toMatchObject({
    findings: [],
    notes: [expect.stringMatching(/killed/)],
  });
  const second = await room.start();
  await second.record(access());
  expect(await room.verify()).toMatchObject({ entries: 2, findings: [], notes: [] });
});

test('the private key is made once, for this user alone', async () => {
  await using room = await openTestTrail();
  const first = await room.start();
  const { privateFile } = room.files;
  expect((await stat(privateFile)).mode & 0o777).toBe(0o600);
  const key = await readFile(privateFile, 'utf8');
  await first.close();
  await (await room.start()).close();
  expect(await readFile(privateFile, 'utf8')).toBe(key);
});

test('a gateway does not start over heads that it cannot have signed', async () => {
  await using room = await openTestTrail();
  const trail = await room.start();
  await trail.record(access());
  await trail.close();
  const { file, privateFile } = room.files;
  const heads = await readFile(file, 'utf8');
  await writeFile(file, heads.replace(/"position":1,(?=[^\n]*\n$)/, '"position":2,'));
  await expect(room.start()).rejects.toThrow(StartProblem);
  await writeFile(file, heads);
  await rm(privateFile);
  await expect(room.start()).rejects.toThrow(/is missing: put it back/);
});
