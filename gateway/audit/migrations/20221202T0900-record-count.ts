import type { Kysely } from 'kysely';

/** How many records a request sent for something to be done with them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('access_record').addColumn('record_count', 'bigint').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('access_record').dropColumn('record_count').execute();
}
