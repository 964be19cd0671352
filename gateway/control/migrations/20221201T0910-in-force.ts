import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** False until its opening is in the trail, and from when its review is being closed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('emergency')
    .addColumn('is_in_force', 'boolean', (column) => column.notNull().defaultTo(false))
    .execute();
  await sql`update emergency set is_in_force = reviewed_at is null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('emergency').dropColumn('is_in_force').execute();
}
