import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshEnvironment } from './config.ts';

export const PROJECT = path.join(import.meta.dirname, '../..');

export interface ProgramOptions {
  /** A program and its arguments; `npm start` and the like. */
  command: readonly string[];
  settings?: Readonly<Record<string, string>>;
  cwd?: string;
  /** The operating system's user it runs as; the present one when left out. */
  user?: { uid: number; gid: number };
}

export interface End {
  status: number | null;
  signal: NodeJS.Signals | null;
}

/** The command that runs one of the project's programs without npm. */
export function nodeCommand(file: string, ...args: string[]): string[] {
  return [process.execPath, '--import', 'tsx', path.join(PROJECT, file), ...args];
}

function collect(child: ReturnType<typeof spawn>) {
  let output = '';
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    output += chunk.toString('utf8');
    for (const listener of listeners) listener();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  return { listeners, output: () => output };
}

/**
 * Starts a program of the project as a user would: in a process group of its own, as a terminal does. Disposing kills
 * what is left of the group.
 */
export function startProgram({ command, settings = {}, cwd = PROJECT, user }: ProgramOptions) {
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    ...user,
    cwd,
    detached: true,
    env: freshEnvironment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { listeners, output } = collect(child);
  let end: End | null = null;
  const ended = new Promise<End>((resolve) => {
    child.once('close', (status, signal) => {
      end = { status, signal };
      resolve(end);
    });
  });
  const pid = child.pid ?? 0;
  const kill = (to: number, name: NodeJS.Signals) => {
    if (end === null) process.kill(to, name);
  };
  return {
    pid,
    /** Everything it has printed, on both streams. */
    output,
    /** Resolves when it, and whoever shares its output, has ended. */
    ended,
    /** Waits until it has printed something; fails with what it printed instead when it ends before. */
    printed: (pattern: RegExp): Promise<RegExpExecArray> =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output());
          if (found) resolve(found);
          return found !== null;
        };
        if (look()) return;
        listeners.add(look);
        void ended.then(() => {
          if (!look()) reject(new Error(`It ended without printing ${pattern}:\n${output()}`));
        });
      }),
    /** Waits until something holds while it runs; fails with what it printed when it ends before. */
    until: async (holds: () => boolean | Promise<boolean>): Promise<void> => {
      while (!(await holds())) {
        if (end !== null) throw new Error(`It ended too early:\n${output()}`);
        await sleep(10);
      }
    },
    signal: (name: NodeJS.Signals) => {
      kill(pid, name);
      return ended;
    },
    /** As a terminal does on Ctrl-C, or a killer that leaves nobody. */
    signalGroup: (name: NodeJS.Signals) => {
      kill(-pid, name);
      return ended;
    },
    [Symbol.asyncDispose]: async () => {
      kill(-pid, 'SIGKILL');
      await ended;
    },
  };
}

export type Program = ReturnType<typeof startProgram>;

/** The address in a program's ready line. */
export async function readyUrl(program: Program): Promise<string> {
  const [, url = ''] = await program.printed(/^ready (?:\w+ )?(http:\S+)$/m);
  // What follows it, the question to paste, is written in one piece with it.
  return url;
}
