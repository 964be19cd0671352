import { sql } from 'kysely';
import type { Kysely } from 'kysely';

async function createReportKey(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('report_key')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('hash', 'bytea', (column) => column.notNull())
    .addColumn('client', 'text', (column) => column.notNull())
    .addColumn('plans', sql`text[]`, (column) => column.notNull())
    .addColumn('units', sql`text[]`, (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('revoked_at', 'timestamptz')
    .addCheckConstraint('hash_is_sha_256', sql`octet_length(hash) = 32`)
    .addCheckConstraint('opens_something', sql`cardinality(plans) > 0 and cardinality(units) > 0`)
    .execute();
}

async function createReportSent(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('report_sent')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('plan', 'text', (column) => column.notNull())
    .addColumn('period', 'text', (column) => column.notNull())
    .addColumn('unit', 'text', (column) => column.notNull())
    .addColumn('suppressed', 'boolean', (column) => column.notNull())
    .addColumn('content', 'bytea', (column) => column.notNull())
    .addColumn('hash', 'bytea', (column) => column.notNull())
    .addColumn('sent_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('sent_by', 'text', (column) => column.notNull())
    .addCheckConstraint('hash_is_of_content', sql`hash = sha256(content)`)
    .execute();
}

async function createFigure(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('figure')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('plan', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('period', 'text', (column) => column.notNull())
    .addColumn('unit', 'text', (column) => column.notNull())
    .addColumn('numerator', 'integer', (column) => column.notNull())
    .addColumn('denominator', 'integer')
    .addColumn('note', 'text')
    .addColumn('entered_by', 'text', (column) => column.notNull())
    .addColumn('entered_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addCheckConstraint('counts_are_counts', sql`numerator >= 0 and denominator > 0`)
    .execute();
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createReportKey(db);
  await createReportSent(db);
  await createFigure(db);
  await db.schema
    .createIndex('figure_of')
    .on('figure')
    .columns(['plan', 'target', 'period', 'unit', 'id'])
    .execute();
  await db.schema
    .createIndex('report_sent_of')
    .on('report_sent')
    .columns(['plan', 'period', 'sent_at'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['figure', 'report_sent', 'report_key'])
    await db.schema.dropTable(table).execute();
}
