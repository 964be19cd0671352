import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { countInRedis } from './rate-counter.ts';
import type { RateCounters } from './rate-counter.ts';
import { rateLimit } from './rate-limit.ts';

const PROGRAM = 'redis-server';
const isInstalled = spawnSync(PROGRAM, ['--version']).status === 0;
const log = pino({ level: 'silent' });
const AN = { subject: 'Nguyễn Văn An', client: 'console' };

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function startRedis(folder: string, port: number): Promise<ChildProcess> {
  const redis = spawn(
    PROGRAM,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder],
    {
      stdio: 'ignore',
    },
  );
  const probe = new Redis(port, '127.0.0.1', { retryStrategy: () => 50 });
  probe.on('error', () => undefined);
  await new Promise((resolve) => probe.once('ready', resolve));
  probe.disconnect();
  return redis;
}

async function through(counters: RateCounters, tries: number): Promise<number> {
  const admit = rateLimit({ perViewer: 6, perClient: 0 }, counters);
  const outcomes = await Promise.allSettled(Array.from({ length: tries }, () => admit(AN)));
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

async function isReady(counters: RateCounters): Promise<void> {
  const probe = counters.counter('probe', 1_000_000);
  const own = counters.counter('probe', 1_000_000);
  for (;;) {
    await probe.consume('x');
    if (((await own.get('x'))?.consumedPoints ?? 0) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

(isInstalled ? describe : describe.skip)('with a Redis of its own', () => {
  let folder: string;
  let port: number;
  let redis: ChildProcess;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-redis-'));
    port = await freePort();
    redis = await startRedis(folder, port);
  });
  afterAll(async () => {
    redis.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  test('gateways count together, hold no name, and go on alone while it hangs or is gone', async () => {
    const url = `redis://127.0.0.1:${port}`;
    const gateways = [countInRedis(url, log), countInRedis(url, log)] as const;
    const [one, other] = gateways;
    await Promise.all(gateways.map(isReady));
    expect((await through(one, 4)) + (await through(other, 4))).toBe(6);

    const reader = new Redis(url);
    const keys = await reader.keys('*');
    reader.disconnect();
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.join(' ')).not.toMatch(/Nguy|An\b/);

    redis.kill('SIGSTOP');
    expect(await through(one, 10)).toBe(6);
    redis.kill('SIGCONT');

    redis.kill('SIGKILL');
    await once(redis, 'exit');
    expect(await through(other, 10)).toBe(6);

    redis = await startRedis(folder, port);
    await Promise.all(gateways.map(isReady));
    expect((await through(one, 4)) + (await through(other, 4))).toBe(6);
    await Promise.all(gateways.map((each) => each.close()));
  });
});
