import { execFileSync, spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { StartProblem } from '../start/start-problem.ts';
import type { ProgramUser } from './run-program.ts';

const CANDIDATES = ['postgres', 'nobody'];

function idOf(option: '-u' | '-g', name: string): number | null {
  try {
    return Number(
      execFileSync('id', [option, name], { stdio: ['ignore', 'pipe', 'ignore'] })
        .toString()
        .trim(),
    );
  } catch {
    return null;
  }
}

/** Who PostgreSQL runs as: null for the present user; another one when that is root, as which it refuses to run. */
export function serverUser(): ProgramUser | null {
  if (userInfo().uid !== 0) return null;
  for (const name of CANDIDATES) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new StartProblem(
    `PostgreSQL does not run as root, and this machine has no user ${CANDIDATES.join(' or ')}: add one, or start as another user.`,
  );
}

/** Whether the user can enter the folder (every folder above it included). */
export function canEnter(folder: string, user: ProgramUser): boolean {
  return spawnSync('test', ['-x', folder], { ...user, cwd: '/' }).status === 0;
}
