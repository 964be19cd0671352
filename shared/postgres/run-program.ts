import { spawn } from 'node:child_process';

/** The operating system's user a program runs as; left out, it is the present one. */
export interface ProgramUser {
  uid: number;
  gid: number;
}

/** Runs a program to its end, without a shell. Rejects with what it printed when it ends with another status than 0. */
export async function runProgram(
  file: string,
  args: readonly string[],
  user: ProgramUser | null,
): Promise<void> {
  const child = spawn(file, args, { ...user, cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const collect = (chunk: Buffer) => {
    printed += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => {
      child.stdout.destroy();
      child.stderr.destroy();
      if (status === 0) resolve();
      else reject(new Error(`${file} ended with status ${status ?? 'none'}.\n${printed}`));
    });
  });
}
