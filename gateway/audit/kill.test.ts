import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { compileInto } from './compile.fixture.ts';
import { access, openTestTrail } from './trail.fixture.ts';
import type { TestTrail } from './trail.fixture.ts';

const KILLS_A_GATEWAY = 50;
const GATEWAYS = ['gateway-1', 'gateway-2'];

/** Starts the recording program and kills it (SIGKILL) at some moment; answers the request ids it had acknowledged. */
async function runAndKill(args: string[], isEarly: boolean): Promise<string[]> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const closed = new Promise((resolve) => child.once('close', resolve));
  if (isEarly) await sleep(Math.random() * 300);
  else {
    await Promise.race([closed, new Promise((resolve) => child.stdout.once('data', resolve))]);
    await sleep(Math.random() * 50);
  }
  child.kill('SIGKILL');
  await closed;
  if (child.signalCode !== 'SIGKILL') throw new Error('The program ended by itself.');
  return printed.split('\n').slice(0, -1);
}

async function killAgainAndAgain(room: TestTrail, program: string, gateway: string) {
  const acknowledged: string[] = [];
  for (let run = 1; run <= KILLS_A_GATEWAY; run += 1) {
    const place = [room.options.databaseUrl, path.dirname(room.options.heads)];
    const args = [program, ...place, gateway, `${gateway}-${run}`];
    acknowledged.push(...(await runAndKill(args, run % 5 === 0)));
  }
  return acknowledged;
}

test('a hundred kills lose no record that was acknowledged, and leave nothing wrong', async () => {
  await using room = await openTestTrail();
  const folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-kill-'));
  const program = await compileInto(
    folder,
    path.join(import.meta.dirname, 'recording-program.fixture.ts'),
  );
  const acknowledged = await Promise.all(
    GATEWAYS.map((gateway) => killAgainAndAgain(room, program, gateway)),
  );
  await rm(folder, { recursive: true });

  const recorded = await room.sql('select request_id from access_record');
  const held = new Set(recorded.map(({ request_id: requestId }) => requestId));
  const lost = acknowledged.flat().filter((requestId) => !held.has(requestId));
  expect(lost).toEqual([]);
  expect(acknowledged.flat().length).toBeGreaterThan(500);
  for (const gateway of GATEWAYS) await (await room.start({ gateway })).record(access());
  expect(await room.verify()).toMatchObject({
    entries: held.size + GATEWAYS.length,
    findings: [],
  });
}, 180_000);
