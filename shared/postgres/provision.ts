import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** Names the advisory lock under which databases and roles are made: their catalogues take no two changes at once. */
const ONE_AT_A_TIME = 4_927_002;

export interface Provisioned {
  name: string;
  /** postgres://<name>:<password>@<host>/<name> */
  url: string;
}

async function exists(
  client: Client,
  catalogue: 'pg_roles' | 'pg_database',
  name: string,
): Promise<boolean> {
  const column = catalogue === 'pg_roles' ? 'rolname' : 'datname';
  const { rowCount } = await client.query(`select 1 from ${catalogue} where ${column} = $1`, [
    name,
  ]);
  return rowCount === 1;
}

/** Makes a role, or gives it this password. */
async function provisionRole(client: Client, name: string, password: string): Promise<void> {
  const isNew = !(await exists(client, 'pg_roles', name));
  await client.query(
    `${isNew ? 'create' : 'alter'} role ${escapeIdentifier(name)} login password ${escapeLiteral(password)}`,
  );
}

/** Makes a database and the role that owns it, of one name; no other role may connect to it. */
async function provisionOne(client: Client, name: string, password: string): Promise<void> {
  const quoted = escapeIdentifier(name);
  await provisionRole(client, name, password);
  if (!(await exists(client, 'pg_database', name))) {
    await client.query(`create database ${quoted} owner ${quoted}`);
  }
  await client.query(`revoke all on database ${quoted} from public`);
}

function urlFor(adminUrl: string, name: string, password: string, database = name): string {
  const url = new URL(adminUrl);
  url.username = name;
  url.password = password;
  url.pathname = `/${database}`;
  return url.href;
}

function randomPassword(): string {
  return randomBytes(18).toString('base64url');
}

async function asAdmin<Result>(
  adminUrl: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [ONE_AT_A_TIME]);
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Makes one database and one role for each name, with a new password each time unless one is given. Each role can
 * connect to its own database only. `adminUrl` is a superuser's, on the database `postgres`.
 */
export async function provision(
  adminUrl: string,
  names: readonly string[],
  passwordOf: (name: string) => string = randomPassword,
): Promise<Provisioned[]> {
  return asAdmin(adminUrl, async (client) => {
    await client.query('revoke connect on database postgres from public');
    await client.query('revoke connect on database template1 from public');
    const provisioned: Provisioned[] = [];
    for (const name of names) {
      const password = passwordOf(name);
      await provisionOne(client, name, password);
      provisioned.push({ name, url: urlFor(adminUrl, name, password) });
    }
    return provisioned;
  });
}

/**
 * Makes a role that may connect to a database it does not own, and answers its URL there. It may do nothing in it until
 * the owner grants something.
 */
export async function provisionGuest(
  adminUrl: string,
  database: string,
  name: string,
  password: string = randomPassword(),
): Promise<string> {
  return asAdmin(adminUrl, async (client) => {
    await provisionRole(client, name, password);
    await client.query(
      `grant connect on database ${escapeIdentifier(database)} to ${escapeIdentifier(name)}`,
    );
    return urlFor(adminUrl, name, password, database);
  });
}
