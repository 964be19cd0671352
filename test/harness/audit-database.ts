import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';
import { prepareAuditDatabase } from '../../gateway/audit/prepare-database.ts';
import type { AuditDatabase } from '../../gateway/audit/prepare-database.ts';
import { ADMIN_URL_VARIABLE } from './test-cluster.ts';

/** An audit database of its own for one test, with its three roles. */
export interface TestAuditDatabase extends AuditDatabase {
  /** The superuser's URL of it: for whoever tampers. */
  superuserUrl: string;
  drop: () => Promise<void>;
}

function urlOf(database: string): string {
  const url = new URL(process.env[ADMIN_URL_VARIABLE] ?? '');
  url.pathname = `/${database}`;
  return url.href;
}

async function dropAll(name: string): Promise<void> {
  const client = new Client({ connectionString: urlOf('postgres') });
  await client.connect();
  await client.query(`drop database ${escapeIdentifier(name)} with (force)`);
  for (const role of [`${name}_writer`, `${name}_reader`, name])
    await client.query(`drop role ${escapeIdentifier(role)}`);
  await client.end();
}

/** Makes an empty audit database on the test server. */
export async function createTestAuditDatabase(): Promise<TestAuditDatabase> {
  const name = `audit_${randomBytes(5).toString('hex')}`;
  const urls = await prepareAuditDatabase(urlOf('postgres'), { name });
  return { ...urls, superuserUrl: urlOf(name), drop: () => dropAll(name) };
}
