import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { environmentOfPart } from './config.ts';
import { SERVER_FLAGS } from './server-flags.ts';
import { StartProblem } from './start-problem.ts';
import type { Stoppable } from './stoppables.ts';

/** One of our programs, running as a process of its own for another. */
export interface Part extends Stoppable {
  pid: number;
  /** The line, beginning with `ready`, that it prints when it can be used. Rejects when it ends before. */
  ready: Promise<string>;
  /** Resolves when it has ended without having been told to. */
  ended: Promise<void>;
}

export interface PartOptions {
  /** What it is called in messages. */
  name: string;
  /** The path of its TypeScript file. */
  file: string;
  args?: readonly string[];
  /** Settings it gets besides our own environment. */
  settings: Readonly<Record<string, string>>;
  /** Called with each line it prints from its ready line on (that included), and before. */
  onLine: (line: string) => void;
}

/** Longer than a program takes to stop what it started (see listen.ts). */
const PATIENCE_MILLISECONDS = 15_000;

function readyLine(child: ChildProcess, { name, onLine }: PartOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return;
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('ready ')) resolve(line);
      onLine(line);
    });
    child.once('error', reject);
    child.once('exit', () => {
      reject(new StartProblem(`${name} ended before it was ready; its reason stands above.`));
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    const kill = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MILLISECONDS);
    child.once('exit', () => {
      clearTimeout(kill);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Starts one of our programs. It ends when it is told to, or when this program is gone (see run-until-stopped.ts). */
export function spawnPart(options: PartOptions): Part {
  const child = spawn(process.execPath, [...SERVER_FLAGS, options.file, ...(options.args ?? [])], {
    detached: true,
    env: environmentOfPart(options.settings),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let isStopping = false;
  return {
    pid: child.pid ?? 0,
    ready: readyLine(child, options),
    ended: new Promise((resolve) => {
      child.once('exit', () => {
        if (!isStopping) resolve();
      });
    }),
    stop: () => {
      isStopping = true;
      return stop(child);
    },
  };
}
