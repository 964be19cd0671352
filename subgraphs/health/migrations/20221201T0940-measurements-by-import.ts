import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** Names each measurement by the child, as the health service names it, and the day, so that a file can correct it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('nutrition_measurement').addColumn('source_key', 'text').execute();
  await sql`
    update nutrition_measurement m set source_key = 'child:' || m.child_no || '/' || m.measured_on
    where m.child_no is not null and not exists (
      select from nutrition_measurement o
      where o.child_no = m.child_no and o.measured_on = m.measured_on and o.id < m.id)`.execute(db);
  await db.schema
    .createIndex('nutrition_measurement_source')
    .on('nutrition_measurement')
    .column('source_key')
    .unique()
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('nutrition_measurement').dropColumn('source_key').execute();
}
