import { pino } from 'pino';
import { provision } from '../../shared/postgres/provision.ts';
import { startCluster } from '../../shared/postgres/cluster.ts';
import type { Cluster } from '../../shared/postgres/cluster.ts';
import { say } from '../../shared/start/say.ts';
import type { Subgraph } from '../../shared/subgraph/define-subgraph.ts';
import { fixedClock } from '../../shared/time/clock.ts';
import { useTestServer } from '../harness/test-cluster.ts';
import { loadDepartments } from '../../subgraphs/discover.ts';

/** A demo province on a PostgreSQL of its own, which stays filled from one run to the next. */
export interface BenchProvince {
  cluster: Cluster;
  departments: readonly Subgraph[];
  urls: ReadonlyMap<string, string>;
}

async function fill(subgraph: Subgraph, databaseUrl: string, children: number): Promise<void> {
  const clock = fixedClock('2022-12-31');
  const open = subgraph.open({ databaseUrl, clock, log: pino({ level: 'warn' }) });
  await open.prepare();
  const outcome = await open.fillDemo({ seed: 1, children });
  await open.close();
  say(`${subgraph.name}: ${outcome}`);
}

/** Starts PostgreSQL in `folder` and fills the departments with children, unless a run before did. */
export async function openBenchProvince(folder: string, children: number): Promise<BenchProvince> {
  const cluster = await startCluster(folder);
  useTestServer(cluster.adminUrl('postgres'));
  const departments = (await loadDepartments()).filter(({ database }) => database === 'OWN');
  const provisioned = await provision(
    cluster.adminUrl('postgres'),
    departments.map(({ name }) => name),
  );
  const urls = new Map(provisioned.map(({ name, url }) => [name, url]));
  await Promise.all(
    departments.map((department) => fill(department, urls.get(department.name) ?? '', children)),
  );
  return { cluster, departments, urls };
}
