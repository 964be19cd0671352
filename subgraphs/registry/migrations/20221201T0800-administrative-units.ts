import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createUnit(db);
  await createSuccessor(db);
}

async function createUnit(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('administrative_unit')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('level', 'text', (column) => column.notNull())
    .addColumn('parent_code', 'text')
    .addColumn('valid_from', 'date')
    .addColumn('valid_to', 'date')
    .addCheckConstraint('level_known', sql`level in ('PROVINCE', 'DISTRICT', 'COMMUNE')`)
    .addCheckConstraint(
      'only_provinces_stand_alone',
      sql`(level = 'PROVINCE') = (parent_code is null)`,
    )
    .addCheckConstraint('ends_after_start', sql`valid_to >= valid_from`)
    .execute();
  await db.schema
    .createIndex('administrative_unit_code')
    .on('administrative_unit')
    .column('code')
    .execute();
  await db.schema
    .createIndex('administrative_unit_parent')
    .on('administrative_unit')
    .column('parent_code')
    .execute();
}

async function createSuccessor(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('unit_successor')
    .addColumn('unit_id', 'text', (column) => column.notNull().references('administrative_unit.id'))
    .addColumn('successor_id', 'text', (column) =>
      column.notNull().references('administrative_unit.id'),
    )
    .addColumn('extent', 'text', (column) => column.notNull())
    .addColumn('resolution', 'text')
    .addPrimaryKeyConstraint('unit_successor_pkey', ['unit_id', 'successor_id'])
    .addCheckConstraint('extent_known', sql`extent in ('FULL', 'PARTIAL')`)
    .addCheckConstraint('succeeds_another', sql`unit_id <> successor_id`)
    .execute();
  await db.schema
    .createIndex('unit_successor_successor')
    .on('unit_successor')
    .column('successor_id')
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('unit_successor').execute();
  await db.schema.dropTable('administrative_unit').execute();
}
