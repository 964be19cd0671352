import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { StartProblem, codeOf } from '../start/start-problem.ts';
import { dataIn } from './home.ts';
import type { Home } from './home.ts';
import { runProgram } from './run-program.ts';
import { makeUnfinished } from './unfinished.ts';

/** The database's superuser; only for making databases and roles. */
export const SUPERUSER = 'chung_tay';

const MAJOR_VERSION = '18';
const PASSWORD_FILE = 'superuser-password';

/** The superuser's password; it lies with the data, which only the server's user may read. */
export function readPassword(home: string): string {
  return readFileSync(path.join(dataIn(home), PASSWORD_FILE), 'utf8');
}

async function runInitdb(initdb: string, data: string, password: string, user: Home['user']) {
  await runProgram(
    initdb,
    [
      `--pgdata=${data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-sync',
    ],
    user,
  );
}

async function fillFolder(initdb: string, data: string, user: Home['user']): Promise<void> {
  const password = `${data}.password`;
  try {
    writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
    if (user !== null)
      [data, password].forEach((file) => {
        chownSync(file, user.uid, user.gid);
      });
    await runInitdb(initdb, data, password, user);
    renameSync(password, path.join(data, PASSWORD_FILE));
  } finally {
    rmSync(password, { force: true });
  }
}

/** Another run may have been faster; then its database is the one. */
function takePlace(unfinished: string, data: string): void {
  try {
    renameSync(unfinished, data);
  } catch (error) {
    if (!existsSync(data)) throw error;
  }
}

/** Makes the database under another name and renames it when complete. */
async function initialise(initdb: string, { folder, user }: Home): Promise<void> {
  const unfinished = makeUnfinished(folder, path.basename(dataIn(folder)));
  try {
    await fillFolder(initdb, unfinished, user);
    takePlace(unfinished, dataIn(folder));
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function readVersion(data: string): string | null {
  try {
    readPassword(path.dirname(data));
    return readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
    throw error;
  }
}

function checkData(data: string, user: Home['user']): void {
  const version = readVersion(data);
  if (version === null)
    throw new StartProblem(
      `${data} is no database of Chung Tay: move it away, or set DATA_DIR to another folder.`,
    );
  if (version !== MAJOR_VERSION)
    throw new StartProblem(
      `The data in ${data} was written by PostgreSQL ${version} and this program brings ${MAJOR_VERSION}: move the folder away, or set DATA_DIR to another one.`,
    );
  if (user !== null && statSync(data).uid !== user.uid)
    throw new StartProblem(
      `${data} belongs to root, as whom PostgreSQL does not run: give it to another user (chown -R ${user.uid}:${user.gid} ${data}), or set DATA_DIR to another folder.`,
    );
}

/** Makes the database of a home, where there is none yet. Throws StartProblem for one of another version, or not ours. */
export async function ensureInitialised(initdb: string, home: Home): Promise<void> {
  const data = dataIn(home.folder);
  if (!existsSync(data)) await initialise(initdb, home);
  checkData(data, home.user);
}
