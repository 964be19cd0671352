import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
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

function ownerOf(folder: string): ProgramUser | null {
  const stat = statSync(folder, { throwIfNoEntry: false });
  return stat === undefined || stat.uid === 0 ? null : { uid: stat.uid, gid: stat.gid };
}

function findCandidate(): ProgramUser {
  for (const name of CANDIDATES) {
    const uid = idOf('-u', name);
    const gid = idOf('-g', name);
    if (uid !== null && gid !== null) return { uid, gid };
  }
  throw new StartProblem(
    `PostgreSQL does not run as root, and this machine has no user ${CANDIDATES.join(' or ')}: add one, or start as another user.`,
  );
}

/**
 * Who PostgreSQL runs as: null for the present user; another one when that is root, as which it refuses to run: the
 * owner of the data, where there are any, as which it insists to run.
 */
export function serverUser(data: string): ProgramUser | null {
  if (process.getuid?.() !== 0) return null;
  return ownerOf(data) ?? findCandidate();
}

function isTrueFor(user: ProgramUser, test: '-x' | '-r', file: string): boolean {
  return spawnSync('test', [test, file], { ...user, cwd: '/' }).status === 0;
}

/** Whether the user can enter the folder (every folder above it included), or run the program. */
export function canEnter(file: string, user: ProgramUser): boolean {
  return isTrueFor(user, '-x', file);
}

/** Whether the user can read the file. */
export function canRead(file: string, user: ProgramUser): boolean {
  return isTrueFor(user, '-r', file);
}
