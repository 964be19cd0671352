import path from 'node:path';
import { startCluster } from '../shared/postgres/cluster.ts';
import type { Cluster } from '../shared/postgres/cluster.ts';
import { provision } from '../shared/postgres/provision.ts';
import { say } from '../shared/start/say.ts';
import type { Stoppables } from '../shared/start/stoppables.ts';
import type { Subgraph } from '../shared/subgraph/define-subgraph.ts';
import { prepareAuditDatabase } from './audit/prepare-database.ts';
import { CONTROL } from './control/control-subgraph.ts';

/** The PostgreSQL of a program that brings its own, with a database for each department, the trail and the gateway. */
export interface Databases {
  /** By department, and by CONTROL for the gateway: its database, as its own role. */
  urls: ReadonlyMap<string, string>;
  /** The trail, as the role that may insert and no more. */
  trailUrl: string;
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

type Department = Pick<Subgraph, 'name' | 'database'>;

async function makeDatabases(adminUrl: string, departments: readonly Department[]) {
  const owners = departments.filter(({ database }) => database === 'OWN');
  const readers = departments.filter(({ database }) => database === 'TRAIL');
  const own = await provision(adminUrl, [...owners.map(({ name }) => name), CONTROL]);
  const trail = await prepareAuditDatabase(adminUrl);
  const urls = new Map(own.map(({ name, url }) => [name, url]));
  for (const { name } of readers) urls.set(name, trail.readerUrl);
  return { urls, trailUrl: trail.writerUrl };
}

/**
 * Starts the embedded PostgreSQL in `dataDir` and makes a database and a role for each department, the trail's and the
 * gateway's own. It is stopped with `running`. Throws StartProblem where the folder, or the machine, is not fit for it.
 */
export async function startDatabases(
  dataDir: string,
  departments: readonly Department[],
  running: Stoppables,
): Promise<Databases> {
  say('starting PostgreSQL');
  const cluster = await running.start(() => startCluster(dataDir));
  sayWhere(cluster.home, dataDir);
  const adminUrl = cluster.adminUrl('postgres');
  const databases = await makeDatabases(adminUrl, departments).catch((error: unknown) => {
    throw cluster.explain(error);
  });
  return { ...databases, adminUrl, explain: cluster.explain };
}
