import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = path.join(import.meta.dirname, '../..');
const GUARD = path.join(import.meta.dirname, 'refuse-outside.mjs');

async function runProduct(folder: string, guarded: readonly string[]) {
  const program = spawn(process.execPath, ['--import', 'tsx', '--import', GUARD, ...guarded], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      DATA_DIR: folder,
      PORT: '0',
      CHILDREN: '30',
      APOLLO_KEY: 'service:x:y',
      APOLLO_GRAPH_REF: 'x@current',
    },
  });
  let printed = '';
  let failed = '';
  program.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  program.stderr.on('data', (chunk: Buffer) => {
    failed += chunk.toString();
  });
  const ended = once(program, 'exit');
  return { program, ended, printed: () => printed, failed: () => failed };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50));
}

test('the product, started, asked and stopped, connects to nothing but this machine', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-outside-'));
  // As root, PostgreSQL runs as another user, who must be able to enter.
  await chmod(folder, 0o755);
  const run = await runProduct(folder, ['gateway/main.ts']);
  await until(() => run.printed().includes('curl ') || run.program.exitCode !== null);
  const url = /^ready (\S+)$/m.exec(run.printed())?.[1] ?? '';
  const token = /Bearer ([^']+)/.exec(run.printed())?.[1] ?? '';
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'x-purpose': 'CASE_MANAGEMENT',
    'x-case-reference': 'case-1',
  };
  for (const query of [
    '{ child(id: "00000000010") { fullName healthInsurance { insured } } }',
    '{ __schema { types { name } } }',
  ]) {
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    expect(await response.json()).not.toHaveProperty('errors');
  }
  run.program.kill('SIGTERM');
  expect(await run.ended).toEqual([0, null]);
  expect(run.failed()).not.toMatch(/^outside/m);
  await rm(folder, { recursive: true, force: true });
}, 90_000);

test('the guard sees what it is to refuse', async () => {
  const run = await runProduct(tmpdir(), [
    '--input-type=module',
    '--eval',
    'await fetch("http://example.invalid/").catch(() => {})',
  ]);
  await run.ended;
  expect(run.failed()).toMatch(/^outside (connect|lookup) example\.invalid$/m);
}, 30_000);
