import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { turnLines } from './turn-lines.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function logToFile() {
  const folder = mkdtempSync(path.join(tmpdir(), 'chung-tay-log-'));
  folders.push(folder);
  const file = path.join(folder, 'log');
  const log = pino({ level: 'trace' }, turnLines(openSync(file, 'w')));
  const written = () =>
    [...readFileSync(file, 'utf8').matchAll(/"msg":"(\w+)"/g)].map(([, m]) => m);
  return { log, written };
}

test('quiet lines are written by the end of the turn, in their order', async () => {
  const { log, written } = logToFile();
  log.info('one');
  log.debug('two');
  expect(written()).toEqual([]);
  await turn();
  await turn();
  expect(written()).toEqual(['one', 'two']);
  log.info('three');
  await turn();
  await turn();
  expect(written()).toEqual(['one', 'two', 'three']);
});

test.each(['warn', 'error', 'fatal'] as const)(
  'a line of level %s is written at once, after those before it',
  (level) => {
    const { log, written } = logToFile();
    log.info('before');
    log[level]('now');
    expect(written()).toEqual(['before', 'now']);
  },
);

test('more than may wait is written at once', () => {
  const { log, written } = logToFile();
  const many = Array.from({ length: 400 }, (_, index) => `line${index}`);
  for (const each of many) log.info(each);
  expect(written().length).toBeGreaterThan(100);
  log.error('last');
  expect(written()).toEqual([...many, 'last']);
});
