import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { createTestAuditDatabase } from '../../test/harness/audit-database.ts';
import type { TestAuditDatabase } from '../../test/harness/audit-database.ts';
import type { Access } from './entry.ts';
import { headFiles } from './head-file.ts';
import { createTrail } from './trail.ts';
import type { Trail, TrailOptions } from './trail.ts';
import type { Anchor } from './verification/finding.ts';
import { verifyTrail } from './verification/verify-trail.ts';

/** An access as a district officer's look at one child leaves it, but for what is given. */
export function access(given: Partial<Access> = {}): Access {
  return {
    requestId: 'request-1',
    subject: 'officer-1',
    role: 'district-officer',
    client: 'casework',
    units: ['288'],
    purpose: 'CASE_MANAGEMENT',
    caseReference: 'HS-2022-17',
    reason: null,
    operationName: 'Profile',
    operationHash: 'a'.repeat(64),
    fields: ['Query.child', 'Child.fullName'],
    childNos: [7],
    departments: { registry: 'ANSWERED' },
    recordCount: null,
    emergencyIds: [],
    outcome: 'ANSWERED',
    code: null,
    ...given,
  };
}

const GATEWAY = 'gateway-1';
const DROP = 'select pg_terminate_backend(pid) from pg_stat_activity where usename = $1';

/** What a superuser does to an audit database behind the gateway's back. */
async function openSuperuser({ superuserUrl, writerUrl }: TestAuditDatabase) {
  const writer = new URL(writerUrl).username;
  const client = new Client({ connectionString: superuserUrl });
  client.on('error', () => undefined);
  await client.connect();
  const dropConnections = () => client.query(DROP, [writer]);
  return {
    /** The name of the role that inserts. */
    writer,
    /** Runs SQL as superuser and answers the rows. */
    sql: async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
      (await client.query<Record<string, unknown>>(text, values)).rows,
    /** Waits until a query answers a row. */
    until: async (query: string): Promise<void> => {
      while ((await client.query(query)).rowCount === 0) await sleep(10);
    },
    dropConnections,
    /** Lets the gateway in no more, and drops its connections. */
    shutOut: async (): Promise<void> => {
      await client.query(`alter role ${writer} nologin`);
      await dropConnections();
    },
    letIn: () => client.query(`alter role ${writer} login`),
    end: () => client.end(),
  };
}

/** An audit database and a folder for heads, on which trails can be opened, tampered with and verified. */
export async function openTestTrail() {
  const database = await createTestAuditDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-trail-'));
  const [heads, keys] = [path.join(folder, 'heads'), path.join(folder, 'keys')];
  const options: TrailOptions = { databaseUrl: database.writerUrl, heads, keys, gateway: GATEWAY };
  const superuser = await openSuperuser(database);
  const open: Trail[] = [];
  return {
    ...superuser,
    database,
    options,
    files: headFiles(options, GATEWAY),
    /** Starts a gateway's trail; it is closed at the end unless that was done before. */
    start: async (given: Partial<TrailOptions> = {}): Promise<Trail> => {
      const trail = await createTrail({ ...options, ...given });
      open.push(trail);
      return trail;
    },
    /** The lines of the head file. */
    heads: async (): Promise<unknown[]> => {
      const text = await readFile(headFiles(options, GATEWAY).file, 'utf8');
      const lines = text.trim().split('\n');
      return lines.map((line): unknown => JSON.parse(line));
    },
    /** Verifies as the auditor does, who may select and no more. */
    verify: (kept: readonly Anchor[] = []) =>
      verifyTrail({ databaseUrl: database.readerUrl, headsFolder: heads, kept }),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(open.map((trail) => trail.close()));
      await superuser.end();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

/** What a test opens its trails on. */
export type TestTrail = Awaited<ReturnType<typeof openTestTrail>>;
