import path from 'node:path';
import { startCluster } from '../shared/postgres/cluster.ts';
import type { Cluster } from '../shared/postgres/cluster.ts';
import { provision } from '../shared/postgres/provision.ts';
import { say } from '../shared/start/say.ts';
import type { Stoppables } from '../shared/start/stoppables.ts';

/** The PostgreSQL of a program that brings its own, with a database for each department. */
export interface Databases {
  /** By department: its database, as its own role. */
  urls: ReadonlyMap<string, string>;
  /** The superuser's URL, for databases besides those of the departments. */
  adminUrl: string;
  /** Puts what went wrong with the server or its disk into a sentence; other errors stay as they are. */
  explain: Cluster['explain'];
}

function sayWhere(home: string, dataDir: string): void {
  const asked = path.resolve(dataDir);
  say(
    home === asked
      ? `data in ${home}`
      : `data in ${home} (PostgreSQL's user cannot enter ${asked})`,
  );
}

/**
 * Starts the embedded PostgreSQL in `dataDir` and makes a database and a role for each department. It is stopped with
 * `running`. Throws StartProblem where the folder, or the machine, is not fit for it.
 */
export async function startDatabases(
  dataDir: string,
  departments: readonly string[],
  running: Stoppables,
): Promise<Databases> {
  say('starting PostgreSQL');
  const cluster = await running.start(() => startCluster(dataDir));
  sayWhere(cluster.home, dataDir);
  const adminUrl = cluster.adminUrl('postgres');
  const databases = await provision(adminUrl, departments).catch((error: unknown) => {
    throw cluster.explain(error);
  });
  return {
    urls: new Map(databases.map(({ name, url }) => [name, url])),
    adminUrl,
    explain: cluster.explain,
  };
}
