import { spawn } from 'node:child_process';
import path from 'node:path';

/** The operating system's user a program runs as; left out, it is the present one. */
export interface ProgramUser {
  uid: number;
  gid: number;
}

/**
 * How PostgreSQL's programs are started: as `user`; in a session of their own, so that a Ctrl-C in our terminal is ours
 * to act on; and without our environment, so that neither its language nor its PG variables matter.
 */
export function spawnOptions(user: ProgramUser | null) {
  return { ...user, cwd: '/', detached: true, env: { LC_ALL: 'C' } };
}

/** Thrown for a program that ended with another status than 0; the message is the last thing it printed. */
export class ProgramFailed extends Error {
  constructor(file: string, status: number | null, printed: string) {
    const lines = printed.trim().split('\n');
    const last = lines.findLast((line) => /error|fatal|could not/i.test(line)) ?? lines.at(-1);
    super(`${path.basename(file)} ended with status ${status ?? 'none'}: ${last ?? ''}`);
    this.name = 'ProgramFailed';
  }
}

/** Runs a program to its end, without a shell. Rejects with ProgramFailed when it ends with another status than 0. */
export async function runProgram(
  file: string,
  args: readonly string[],
  user: ProgramUser | null,
): Promise<void> {
  const child = spawn(file, args, { ...spawnOptions(user), stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const collect = (chunk: Buffer) => {
    printed += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => {
      if (status === 0) resolve();
      else reject(new ProgramFailed(file, status, printed));
    });
  });
}
