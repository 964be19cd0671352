import { existsSync } from 'node:fs';
import path from 'node:path';
import { startCluster } from '../../shared/postgres/cluster.ts';
import { dataIn, openHome } from '../../shared/postgres/home.ts';
import { SUPERUSER, readPassword } from '../../shared/postgres/initialise.ts';
import { findServer } from '../../shared/postgres/server.ts';
import { StartProblem } from '../../shared/start/start-problem.ts';

/** The audit database of a data folder, for as long as it is needed. */
export interface FoundDatabase {
  url: string;
  /** Stops the server, where it was started for this. */
  stop: () => Promise<void>;
}

const DATABASE = 'audit';

function runningUrl(dataDir: string): string | null {
  const home = openHome(path.resolve(dataDir));
  if (!existsSync(dataIn(home.folder)))
    throw new StartProblem(
      `There is no database in ${dataDir}: set DATA_DIR to where npm start keeps its data, or AUDIT_DATABASE_URL.`,
    );
  const server = findServer(home.folder);
  if (server === null) return null;
  return `postgres://${SUPERUSER}:${readPassword(home.folder)}@127.0.0.1:${server.port}/${DATABASE}`;
}

/** Finds the audit database that `npm start` keeps in a data folder, whether that is running or not. */
export async function findDatabase(dataDir: string): Promise<FoundDatabase> {
  if (!existsSync(dataDir))
    throw new StartProblem(
      `There is no folder ${dataDir}: set DATA_DIR to where npm start keeps its data, or AUDIT_DATABASE_URL.`,
    );
  const url = runningUrl(dataDir);
  if (url !== null) return { url, stop: async () => undefined };
  const cluster = await startCluster(dataDir);
  return { url: cluster.adminUrl(DATABASE), stop: cluster.stop };
}
