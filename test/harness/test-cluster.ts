import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';
import { provision } from '../../shared/postgres/provision.ts';

/** Carries the test server's address from the global set-up to the test files. */
export const ADMIN_URL_VARIABLE = 'CHUNG_TAY_TEST_ADMIN_URL';

/** A database of its own for one test, with the role that owns it. */
export interface TestDatabase {
  url: string;
  drop: () => Promise<void>;
}

/** Makes databases for tests on this server; `adminUrl` is its superuser's. */
export function useTestServer(adminUrl: string): void {
  process.env[ADMIN_URL_VARIABLE] = adminUrl;
}

function adminUrl(): string {
  const url = process.env[ADMIN_URL_VARIABLE];
  if (url === undefined)
    throw new Error('The test server is not running: start the tests with npm test.');
  return url;
}

async function runAsAdmin(statements: string[]): Promise<void> {
  const client = new Client({ connectionString: adminUrl() });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** Makes an empty database and its role on the test server. */
export async function createTestDatabase(name: string): Promise<TestDatabase> {
  const unique = `${name}_${randomBytes(5).toString('hex')}`;
  const [database] = await provision(adminUrl(), [unique]);
  const quoted = escapeIdentifier(unique);
  return {
    url: database?.url ?? '',
    drop: () => runAsAdmin([`drop database ${quoted} with (force)`, `drop role ${quoted}`]),
  };
}
