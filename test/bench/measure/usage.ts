import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { platform } from 'node:process';

/** Clock ticks a second in /proc: 100 on every Linux that Node runs on. */
const TICKS = 100;
/** Fields of /proc/<pid>/stat behind the name in brackets: state first, then the parent. */
const [PARENT, USER_TIME, SYSTEM_TIME] = [1, 11, 12];

function statOf(pid: number): string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

/** CPU time a process has used, in milliseconds; 0 for one that is gone, and where there is no /proc. */
function cpuOf(pid: number): number {
  const stat = statOf(pid);
  return ((Number(stat[USER_TIME] ?? 0) + Number(stat[SYSTEM_TIME] ?? 0)) * 1_000) / TICKS;
}

/** What each process has used of CPU, in milliseconds, at a moment. */
export type CpuReading = ReadonlyMap<number, number>;

/** Reads what processes have used of CPU so far. */
export function readCpu(pids: readonly number[]): CpuReading {
  return new Map(pids.map((pid) => [pid, cpuOf(pid)]));
}

/**
 * CPU time used between two readings, in milliseconds; NaN where there is no /proc. A process that is new counts whole,
 * one that has ended not at all.
 */
export function cpuBetween(before: CpuReading, after: CpuReading): number {
  if (platform !== 'linux') return Number.NaN;
  return [...after].reduce((sum, [pid, used]) => sum + used - (before.get(pid) ?? 0), 0);
}

/** A process and those that it started, such as PostgreSQL's. */
export function withChildren(pid: number): number[] {
  if (platform !== 'linux') return [pid];
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return [pid, ...all.map(Number).filter((each) => Number(statOf(each)[PARENT]) === pid)];
}

function kilobytesOf(pid: number, name: string): number {
  try {
    const line = new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(
      readFileSync(`/proc/${pid}/status`, 'utf8'),
    );
    return Number(line?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function megabytes(pids: readonly number[], name: string): number {
  if (platform !== 'linux') return Number.NaN;
  return pids.reduce((sum, pid) => sum + kilobytesOf(pid, name), 0) / 1_024;
}

/** Memory resident now, in MB, of all the processes together. */
export function residentOfAll(pids: readonly number[]): number {
  return megabytes(pids, 'VmRSS');
}

/** The most memory that was resident since the start or `forgetPeaks`, in MB, each process at its own peak. */
export function peakOfAll(pids: readonly number[]): number {
  return megabytes(pids, 'VmHWM');
}

/** Lets peaks be counted anew (proc(5), clear_refs). */
export function forgetPeaks(pids: readonly number[]): void {
  if (platform !== 'linux') return;
  for (const pid of pids) {
    try {
      writeFileSync(`/proc/${pid}/clear_refs`, '5');
    } catch {
      // A process that is gone, or of another user, keeps its peak.
    }
  }
}
