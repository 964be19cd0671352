import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('seal')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('child_no', 'bigint', (column) => column.notNull().references('child.child_no'))
    .addColumn('sealed_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('sealed_by', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('unsealed_at', 'timestamptz')
    .addColumn('unsealed_by', 'text')
    .addColumn('unseal_reason', 'text')
    .addCheckConstraint(
      'seal_ends_once_and_with_reason',
      sql`(unsealed_at is null) = (unsealed_by is null) and (unsealed_at is null) = (unseal_reason is null)`,
    )
    .execute();
  await db.schema
    .createIndex('seal_in_force')
    .unique()
    .on('seal')
    .column('child_no')
    .where(sql.ref('unsealed_at'), 'is', null)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('seal').execute();
}
