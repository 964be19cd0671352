import { sql } from 'kysely';
import type { Kysely } from 'kysely';

async function createOperationSeen(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('operation_seen')
    .addColumn('hash', 'bytea', (column) => column.primaryKey())
    .addColumn('text', 'text', (column) => column.notNull())
    .addCheckConstraint('hash_is_of_text', sql`hash = sha256(convert_to(text, 'UTF8'))`)
    .execute();
}

async function createOperationUse(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('operation_use')
    .addColumn('hash', 'bytea', (column) => column.notNull().references('operation_seen.hash'))
    .addColumn('client', 'text', (column) => column.notNull())
    .addColumn('day', 'date', (column) => column.notNull())
    .addColumn('count', 'bigint', (column) => column.notNull())
    .addColumn('coordinates', sql`text[]`, (column) => column.notNull())
    .addPrimaryKeyConstraint('operation_use_pkey', ['hash', 'client', 'day'])
    .addCheckConstraint('was_asked', sql`count > 0`)
    .execute();
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createOperationSeen(db);
  await createOperationUse(db);
  await db.schema.createIndex('operation_use_day').on('operation_use').column('day').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['operation_use', 'operation_seen'])
    await db.schema.dropTable(table).execute();
}
