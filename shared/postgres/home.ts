import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { StartProblem, codeOf, explainRefusal } from '../start/start-problem.ts';
import type { ProgramUser } from './run-program.ts';
import { canEnter, serverUser } from './server-user.ts';
import { openToAll, sharedFolder } from './shared-state.ts';

/** Where a PostgreSQL keeps everything of its own, and whom it runs as. */
export interface Home {
  /** The data folder, or, where the server's user cannot enter that, a folder that it can. */
  folder: string;
  user: ProgramUser | null;
}

/** In the data folder: the path of the folder used in its place. */
const NOTE = 'postgres.elsewhere';
/** PostgreSQL takes paths of 1,023 bytes; what is left is for the names of its own files. */
const LONGEST_PATH = 900;

/** The database's files in a home. */
export function dataIn(home: string): string {
  return path.join(home, 'postgres');
}

function makeFolder(dataDir: string): void {
  if (Buffer.byteLength(dataDir) > LONGEST_PATH)
    throw new StartProblem(
      `The path of DATA_DIR is too long for PostgreSQL (${Buffer.byteLength(dataDir)} bytes; ${LONGEST_PATH} are possible): set DATA_DIR to a shorter one.`,
    );
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    const explained = explainRefusal(error, dataDir);
    if (explained instanceof StartProblem) throw explained;
    throw new StartProblem(
      `${dataDir} is no folder and cannot be made one (${codeOf(error)}): set DATA_DIR to another path.`,
      { cause: error },
    );
  }
}

/** Other programs' files may lie beside ours and are let alone; but another PostgreSQL's own folder is no place for ours. */
function refuseOtherServer(dataDir: string): void {
  if (!existsSync(path.join(dataDir, 'PG_VERSION'))) return;
  throw new StartProblem(
    `${dataDir} is the data folder of another PostgreSQL: set DATA_DIR to a folder of its own.`,
  );
}

function homeOf(dataDir: string): string {
  const note = path.join(dataDir, NOTE);
  const stated = existsSync(note) ? readFileSync(note, 'utf8').trim() : '';
  return existsSync(stated) ? stated : dataDir;
}

/** Gives the server's user a data folder with nothing in it, where that is all that keeps it out. */
function giveIfEmpty(dataDir: string, { uid, gid }: ProgramUser): void {
  if (readdirSync(dataDir).length === 0) chownSync(dataDir, uid, gid);
}

function reachableHome(dataDir: string, user: ProgramUser): string {
  const home = homeOf(dataDir);
  if (canEnter(home, user)) return home;
  if (existsSync(dataIn(home)))
    throw new StartProblem(
      `PostgreSQL's user (number ${user.uid}) may not enter ${home}: give it the right (chmod a+x) on that folder and those above it, or set DATA_DIR to another folder.`,
    );
  if (canEnter(path.dirname(dataDir), user)) giveIfEmpty(dataDir, user);
  if (canEnter(dataDir, user)) return dataDir;
  const elsewhere = mkdtempSync(path.join(sharedFolder(), 'data-'));
  openToAll(elsewhere);
  writeFileSync(path.join(dataDir, NOTE), `${elsewhere}\n`);
  return elsewhere;
}

/** Makes or finds what `dataDir` stands for. Throws StartProblem for what is no folder, or another server's. */
export function openHome(dataDir: string): Home {
  makeFolder(dataDir);
  refuseOtherServer(dataDir);
  const user = serverUser(dataIn(homeOf(dataDir)));
  return { folder: user === null ? dataDir : reachableHome(dataDir, user), user };
}
