import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startCluster } from '../../shared/postgres/cluster.ts';
import { keepCluster } from './global-teardown.ts';
import { useTestServer } from './test-cluster.ts';

/** Starts the PostgreSQL of this test run, in a folder of its own. */
export default async function setUp(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-test-'));
  // As root, PostgreSQL runs as another user: without this it would put its data elsewhere.
  await chmod(folder, 0o755);
  const cluster = await startCluster(folder);
  useTestServer(cluster.adminUrl('postgres'));
  keepCluster(cluster, folder);
}
