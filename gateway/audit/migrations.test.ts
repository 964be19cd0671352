import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Migrator, sql } from 'kysely';
import type { Kysely } from 'kysely';
import { connect } from '../../shared/database/connect.ts';
import { migrateToLatest, migrationsIn } from '../../shared/database/migrate.ts';
import { createTestDatabase } from '../../test/harness/test-cluster.ts';

async function tablesOf(db: Kysely<unknown>): Promise<unknown[]> {
  const { rows } = await sql`select table_name from information_schema.tables
    where table_schema = 'public' and table_name not like 'kysely%' order by 1`.execute(db);
  return rows;
}

test.each(['audit', 'control'])(
  'the migrations of %s go up, down and up again, and leave no table behind',
  async (name) => {
    const database = await createTestDatabase(name);
    const db = connect<unknown>({ url: database.url });
    const folder = path.join(import.meta.dirname, '..', name, 'migrations');
    await migrateToLatest(db, folder);
    const before = await tablesOf(db);
    expect(before.length).toBeGreaterThan(0);
    const down = new Migrator({ db, provider: migrationsIn(folder) });
    expect((await down.migrateTo({ __noMigrations__: true })).error).toBeUndefined();
    expect(await tablesOf(db)).toEqual([]);
    await migrateToLatest(db, folder);
    expect(await tablesOf(db)).toEqual(before);
    await db.destroy();
    await database.drop();
  },
);
