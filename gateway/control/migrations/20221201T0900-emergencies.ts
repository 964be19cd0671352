import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('emergency')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('child_no', 'bigint', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'timestamptz', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('reviewed_at', 'timestamptz')
    .addColumn('reviewed_by', 'text')
    .addColumn('decision', 'text')
    .addCheckConstraint('lasts_thirty_minutes', sql`expires_at = opened_at + interval '30 minutes'`)
    .addCheckConstraint('reason_says_something', sql`char_length(reason) between 10 and 500`)
    .addCheckConstraint('decision_says_something', sql`char_length(decision) between 10 and 500`)
    .addCheckConstraint(
      'reviewed_altogether',
      sql`num_nonnulls(reviewed_at, reviewed_by, decision) in (0, 3)`,
    )
    .addCheckConstraint('reviewed_by_another', sql`reviewed_by <> subject`)
    .execute();
  await db.schema
    .createIndex('emergency_subject')
    .on('emergency')
    .columns(['subject', 'expires_at'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('emergency').execute();
}
