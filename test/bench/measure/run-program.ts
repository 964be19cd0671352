import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Stoppables } from '../../../shared/start/stoppables.ts';
import { environmentOfProgram } from '../config.ts';

/** A program of a contestant, as a process of its own. */
export interface RunningProgram {
  pid: number;
  /** The last word of the line that began with `ready`: where it answers. */
  url: string;
  /** Whether it runs still. */
  isAlive: () => boolean;
  stop: () => Promise<void>;
}

export interface ProgramOptions {
  /** What it is called in messages. */
  name: string;
  /** Node's arguments: the file, what comes before it and behind it. */
  args: readonly string[];
  /** What it reads by readProgramSettings. */
  settings?: unknown;
  environment?: Readonly<Record<string, string>>;
  /** Where its standard error goes. */
  logFile: string;
  /** The line that says it can be used; its last word is the address. */
  ready?: RegExp;
}

const PATIENCE_MILLISECONDS = 15_000;
const START_MILLISECONDS = 180_000;

function untilReady(child: ChildProcess, { name, logFile, ready = /^ready / }: ProgramOptions) {
  return new Promise<string>((resolve, reject) => {
    const late = setTimeout(() => {
      reject(new Error(`${name} was not ready in time; see ${logFile}.`));
    }, START_MILLISECONDS);
    if (child.stdout !== null)
      createInterface(child.stdout).on('line', (line) => {
        if (!ready.test(line)) return;
        clearTimeout(late);
        resolve(line.trim().split(' ').at(-1) ?? '');
      });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(late);
      reject(new Error(`${name} ended before it was ready (${code ?? signal}); see ${logFile}.`));
    });
  });
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (!isAlive(child)) return resolve();
    const kill = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MILLISECONDS);
    child.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

async function start(options: ProgramOptions): Promise<RunningProgram> {
  const log = openSync(options.logFile, 'a');
  const child = spawn(process.execPath, [...options.args], {
    detached: true,
    env: environmentOfProgram(options.settings ?? {}, options.environment ?? {}),
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  try {
    const url = await untilReady(child, options);
    return {
      pid: child.pid ?? 0,
      url,
      isAlive: () => isAlive(child),
      stop: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/**
 * Starts a program, which is stopped with `running`; resolves when it is ready. One that does not get so far is ended,
 * and none is started any more once the end has come.
 */
export function runProgram(options: ProgramOptions, running: Stoppables): Promise<RunningProgram> {
  return running.start(() => start(options));
}
