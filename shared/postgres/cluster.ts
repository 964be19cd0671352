import { statfsSync } from 'node:fs';
import path from 'node:path';
import { isDatabaseAway } from '../database/is-database-away.ts';
import { StartProblem, rootOf, explainRefusal } from '../start/start-problem.ts';
import { awaitLastSession, holdServer } from './hold-server.ts';
import type { HeldServer } from './hold-server.ts';
import { openHome } from './home.ts';
import type { Home } from './home.ts';
import { SUPERUSER, ensureInitialised, readPassword } from './initialise.ts';
import { findPrograms } from './programs.ts';
import { ProgramFailed } from './run-program.ts';
import { logIn, stopServer } from './server.ts';

/** A PostgreSQL server that this run alone uses, until `stop()`. */
export interface Cluster {
  /** The folder it keeps its data and log in. */
  home: string;
  port: number;
  /** The superuser's URL of a database; only for making databases and roles. */
  adminUrl: (database: string) => string;
  /** Puts what went wrong with this server or its disk into a sentence; other errors stay as they are. */
  explain: (error: unknown) => unknown;
  stop: () => Promise<void>;
}

/** PostgreSQL writes its log in pieces of this many bytes; a disk without room for one is full to it. */
const LOG_SEGMENT = 16 * 1024 * 1024;

function isFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize < LOG_SEGMENT;
}

function explainIn(home: string, error: unknown): unknown {
  const explained = explainRefusal(error, home);
  if (explained instanceof StartProblem) return explained;
  if (isFull(home)) return explainRefusal(new Error('No space left on device'), home);
  if (error instanceof ProgramFailed)
    return new StartProblem(
      `PostgreSQL cannot make its database: ${error.message}. If its programs in node_modules are incomplete, run npm ci again with its install scripts allowed.`,
      { cause: error },
    );
  if (!isDatabaseAway(rootOf(error))) return error;
  return new StartProblem(
    `PostgreSQL does not answer any more: see ${logIn(home)}, and start again.`,
    {
      cause: error,
    },
  );
}

async function stop({ server, session }: HeldServer): Promise<void> {
  // A server that has cut our session off was breaking down, and may hang when it is asked to end in good order.
  const hasBrokenDown = await awaitLastSession(session).then(
    () => false,
    () => true,
  );
  // The session, and with it the hold on the data, lasts as long as the server does.
  await stopServer(server, hasBrokenDown);
  await session.end().catch(() => undefined);
}

async function startIn(home: Home): Promise<Cluster> {
  const { initdb, postgres } = findPrograms(home.user);
  await ensureInitialised(initdb, home);
  const secret = readPassword(home.folder);
  const urlOf = (port: number, database: string) =>
    `postgres://${SUPERUSER}:${secret}@127.0.0.1:${port}/${database}?sslmode=disable`;
  const held = await holdServer(postgres, home, (port) => urlOf(port, 'postgres'));
  const { port } = held.server;
  return {
    home: home.folder,
    port,
    adminUrl: (database) => urlOf(port, database),
    explain: (error) => explainIn(home.folder, error),
    stop: () => stop(held),
  };
}

function openFolder(dataDir: string): Home {
  try {
    return openHome(dataDir);
  } catch (error) {
    throw explainRefusal(error, dataDir);
  }
}

/**
 * Starts the PostgreSQL that npm installed, with its data in `dataDir`, and takes it for this run.
 * Throws StartProblem for a folder that is not ours, of another version, in use, full or forbidden; deletes nothing.
 */
export async function startCluster(dataDir: string): Promise<Cluster> {
  const home = openFolder(path.resolve(dataDir));
  try {
    return await startIn(home);
  } catch (error) {
    throw explainIn(home.folder, error);
  }
}
