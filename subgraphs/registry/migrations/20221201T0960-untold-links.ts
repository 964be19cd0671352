import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Links that someone decided on and whose department has yet to be told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('record_link')
    .addColumn('untold', 'boolean', (column) => column.notNull().defaultTo(false))
    .execute();
  await sql`create index record_link_untold on record_link (id) where untold`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('record_link').dropColumn('untold').execute();
}
