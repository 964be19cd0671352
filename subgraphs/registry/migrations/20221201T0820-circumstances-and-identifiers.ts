import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await createCircumstances(db);
  await createAssistance(db);
  await createIdentifiers(db);
}

async function createCircumstances(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('circumstance_group')
    .addColumn('code', 'text', (column) => column.primaryKey())
    .addColumn('law_point', 'text', (column) => column.notNull())
    .addColumn('name_vi', 'text', (column) => column.notNull())
    .addColumn('name_en', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('special_circumstance')
    .addColumn('child_no', 'bigint', (column) => column.notNull().references('child.child_no'))
    .addColumn('group', 'text', (column) => column.notNull().references('circumstance_group.code'))
    .addColumn('at_risk', 'boolean', (column) => column.notNull())
    .addColumn('started_on', 'date', (column) => column.notNull())
    .addColumn('ended_on', 'date')
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('special_circumstance_pkey', ['child_no', 'group', 'started_on'])
    .addCheckConstraint('ends_after_start', sql`ended_on >= started_on`)
    .execute();
  await db.schema
    .createIndex('special_circumstance_recorded')
    .on('special_circumstance')
    .column('recorded_at')
    .execute();
}

async function createAssistance(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('assistance')
    .addColumn('child_no', 'bigint', (column) => column.notNull().references('child.child_no'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('provider', 'text', (column) => column.notNull())
    .addColumn('given_on', 'date', (column) => column.notNull())
    .addColumn('until', 'date')
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('assistance_pkey', ['child_no', 'kind', 'given_on', 'provider'])
    .addCheckConstraint('ends_after_start', sql`until >= given_on`)
    .execute();
  await db.schema
    .createIndex('assistance_recorded')
    .on('assistance')
    .column('recorded_at')
    .execute();
}

async function createIdentifiers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('identifier_system')
    .addColumn('code', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('name_vi', 'text', (column) => column.notNull())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('pattern', 'text', (column) => column.notNull())
    .addColumn('pattern_in_words', 'text', (column) => column.notNull())
    .addColumn('pattern_in_words_vi', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('identifier')
    .addColumn('system', 'text', (column) => column.notNull().references('identifier_system.code'))
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('child_no', 'bigint', (column) => column.notNull().references('child.child_no'))
    .addPrimaryKeyConstraint('identifier_pkey', ['system', 'value'])
    .execute();
  await db.schema.createIndex('identifier_child').on('identifier').column('child_no').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  const tables = [
    'identifier',
    'identifier_system',
    'assistance',
    'special_circumstance',
    'circumstance_group',
  ];
  for (const table of tables) await db.schema.dropTable(table).execute();
}
