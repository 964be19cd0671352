import { describe, expect, test } from '@jest/globals';
import { platform } from 'node:process';
import { cpuBetween, peakOfAll, readCpu, residentOfAll } from './usage.ts';

const onLinux = platform === 'linux' ? describe : describe.skip;

onLinux('what processes use', () => {
  test('CPU counts what is new whole and what has ended not at all', () => {
    const before = new Map([
      [1, 100],
      [2, 500],
    ]);
    const after = new Map([
      [1, 150],
      [3, 30],
    ]);
    expect(cpuBetween(before, after)).toBe(80);
  });

  test('a process that works uses CPU and memory', () => {
    const before = readCpu([process.pid]);
    let words = '';
    while (cpuBetween(before, readCpu([process.pid])) === 0) words = `${words.slice(-1_000)} word`;
    expect(residentOfAll([process.pid])).toBeGreaterThan(10);
    expect(peakOfAll([process.pid])).toBeGreaterThanOrEqual(residentOfAll([process.pid]) / 2);
  });

  test('a process that is gone uses nothing', () => {
    expect(cpuBetween(new Map(), readCpu([999_999_999]))).toBe(0);
    expect(residentOfAll([999_999_999])).toBe(0);
  });
});
