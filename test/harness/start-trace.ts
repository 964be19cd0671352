import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Logger } from 'pino';
import { createTrail } from '../../gateway/audit/trail.ts';
import { CONTROL } from '../../gateway/control/control-subgraph.ts';
import { openControl } from '../../gateway/control/open-control.ts';
import { createTestAuditDatabase } from './audit-database.ts';
import { createTestDatabase } from './test-cluster.ts';

/** A gateway's trail and its own database, on fresh databases of the test server. */
export async function startTestTrace(log: Logger) {
  const audit = await createTestAuditDatabase();
  const database = await createTestDatabase(CONTROL);
  const folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-heads-'));
  const [heads, keys] = [path.join(folder, 'heads'), path.join(folder, 'keys')];
  const places = { heads, keys, gateway: 'gateway' };
  const trail = await createTrail({ databaseUrl: audit.writerUrl, ...places });
  const control = await openControl({ databaseUrl: database.url, trail, log });
  return {
    audit,
    /** Where the head files lie, for verifying. */
    heads,
    trail,
    control,
    controlUrl: database.url,
    stop: async (): Promise<void> => {
      await control.close();
      await trail.close();
      await Promise.all([database.drop(), audit.drop()]);
      await rm(folder, { recursive: true });
    },
  };
}

/** What a test graph leaves its trace on. */
export type TestTrace = Awaited<ReturnType<typeof startTestTrace>>;
