import { rm } from 'node:fs/promises';
import type { Cluster } from '../../shared/postgres/cluster.ts';

const running: { cluster: Cluster; folder: string }[] = [];

/** Remembers what the global set-up started. */
export function keepCluster(cluster: Cluster, folder: string): void {
  running.push({ cluster, folder });
}

/** Stops the PostgreSQL of this test run and takes its folder away. */
export default async function tearDown(): Promise<void> {
  for (const { cluster, folder } of running.splice(0)) {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
