import path from 'node:path';
import { Migrator } from 'kysely';
import { Client } from 'pg';
import { pino } from 'pino';
import { connect } from '../../shared/database/connect.ts';
import { migrationsIn } from '../../shared/database/migrate.ts';
import type { RowsRequest } from '../../shared/rows/row-request.ts';
import type { Subgraph } from '../../shared/subgraph/define-subgraph.ts';
import { fixedClock } from '../../shared/time/clock.ts';
import { grantOfAll } from './grant-of-all.ts';
import { createTestDatabase } from './test-cluster.ts';

export interface DepartmentOptions {
  /** Children of the demo province to fill in; none when left out. */
  children?: number;
  seed?: number;
  /** The day that counts as now. */
  clock?: string;
  /** GSO codes of the units whose children are seen. */
  units?: readonly string[];
}

const FOLDER = path.join(import.meta.dirname, '../../subgraphs');

async function migrateDown(url: string, department: string): Promise<void> {
  const db = connect<unknown>({ url });
  const provider = migrationsIn(path.join(FOLDER, department, 'migrations'));
  const { error } = await new Migrator({ db, provider }).migrateTo({ __noMigrations__: true });
  await db.destroy();
  if (error !== undefined) throw new Error('Migrating down failed.', { cause: error });
}

/**
 * Opens one department on a fresh database of the test server, migrated and, if asked, filled.
 * Disposing closes it and drops the database.
 */
export async function openDepartment(
  subgraph: Subgraph,
  { children = 0, seed = 1, clock = '2022-12-31', units = ['30'] }: DepartmentOptions = {},
) {
  const database = await createTestDatabase(subgraph.name);
  const seeAll = await grantOfAll(subgraph, units);
  const statements: string[] = [];
  const department = subgraph.open({
    databaseUrl: database.url,
    clock: fixedClock(clock),
    log: pino({ level: 'silent' }),
    onStatement: (sql) => statements.push(sql),
  });
  await department.prepare();
  if (children > 0) await department.fillDemo({ seed, children });
  const client = new Client({ connectionString: database.url });
  await client.connect();
  return {
    databaseUrl: database.url,
    /** The SQL that the department ran; empty it before what is to be counted. */
    statements,
    prepare: department.prepare,
    fillDemo: department.fillDemo,
    ask: (query: string, variables: Record<string, unknown> = {}, grant = seeAll) =>
      department.answer({ query, variables }, grant),
    rows: (request: RowsRequest, grant = seeAll) => department.rows(request, grant),
    /** Runs SQL as the department's own role and answers the rows. */
    sql: async (text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
      (await client.query<Record<string, unknown>>(text, values)).rows,
    migrateDown: () => migrateDown(database.url, subgraph.name),
    [Symbol.asyncDispose]: async () => {
      await client.end();
      await department.close();
      await database.drop();
    },
  };
}
