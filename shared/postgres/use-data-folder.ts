import { existsSync } from 'node:fs';
import path from 'node:path';
import { StartProblem } from '../start/start-problem.ts';
import { startCluster } from './cluster.ts';
import { dataIn, openHome } from './home.ts';
import type { Home } from './home.ts';
import { SUPERUSER, readPassword } from './initialise.ts';
import { findServer } from './server.ts';

/** A database of a data folder, as its owner, until `stop()`. */
export interface UsedDatabase {
  url: string;
  stop: () => Promise<void>;
}

/** The passwords of the owners change at each start; so the superuser comes, and takes the owner's rights. */
function asOwner(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.searchParams.set('options', `-c role=${name}`);
  return url.href;
}

function urlOfRunning(home: Home, name: string): string | null {
  const server = findServer(home.folder);
  if (server === null) return null;
  const secret = readPassword(home.folder);
  return `postgres://${SUPERUSER}:${secret}@127.0.0.1:${server.port}/${name}?sslmode=disable`;
}

/** What is used of a data folder. */
export interface FolderUse {
  /** The database, and the role of the same name. */
  name: string;
  /** The setting by which another database can be named instead. */
  setting: string;
}

/** The data folder's place. Throws StartProblem where nothing was ever kept in it. */
export function usedHome(dataDir: string, setting: string): Home {
  const folder = path.resolve(dataDir);
  const home = existsSync(folder) ? openHome(folder) : null;
  if (home !== null && existsSync(dataIn(home.folder))) return home;
  throw new StartProblem(
    `There is no database in ${folder}: set DATA_DIR to where npm start keeps its data, or ${setting} to a database of its own.`,
  );
}

/**
 * A database in the data folder of `npm start`: in the server of a run that is going on, or else in one that is started
 * for this and stopped with it. Throws StartProblem where the folder was never used.
 */
export async function useDataFolder(
  dataDir: string,
  { name, setting }: FolderUse,
): Promise<UsedDatabase> {
  const running = urlOfRunning(usedHome(dataDir, setting), name);
  if (running !== null) return { url: asOwner(running, name), stop: async () => undefined };
  const cluster = await startCluster(dataDir);
  return { url: asOwner(cluster.adminUrl(name), name), stop: cluster.stop };
}
