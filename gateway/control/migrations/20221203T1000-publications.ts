import { sql } from 'kysely';
import type { Kysely } from 'kysely';

async function createKeys(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('publish_key')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('department', 'text', (column) => column.notNull())
    .addColumn('public_key', 'text', (column) => column.notNull())
    .addColumn('registered_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('revoked_at', 'timestamptz')
    .execute();
}

async function createVersions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('subgraph_version')
    .addColumn('id', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('department', 'text', (column) => column.notNull())
    .addColumn('sdl', 'text', (column) => column.notNull())
    .addColumn('hash', 'bytea', (column) => column.notNull())
    .addColumn('published_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('key_id', 'text', (column) => column.references('publish_key.id'))
    .addColumn('signed_at', 'timestamptz')
    .addColumn('signed', 'text')
    .addCheckConstraint('hash_is_of_sdl', sql`hash = sha256(convert_to(sdl, 'UTF8'))`)
    .addCheckConstraint('signed_altogether', sql`num_nonnulls(key_id, signed_at, signed) in (0, 3)`)
    .execute();
  await db.schema
    .createIndex('subgraph_version_of')
    .on('subgraph_version')
    .columns(['department', 'id'])
    .execute();
}

async function createSupergraphs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('supergraph')
    .addColumn('id', 'integer', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('sdl', 'text', (column) => column.notNull())
    .addColumn('hash', 'bytea', (column) => column.notNull())
    .addColumn('versions', sql`integer[]`, (column) => column.notNull())
    .addColumn('composed_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addCheckConstraint('hash_is_of_supergraph', sql`hash = sha256(convert_to(sdl, 'UTF8'))`)
    .addCheckConstraint('made_of_something', sql`cardinality(versions) > 0`)
    .execute();
}

async function createVerdicts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('supergraph_verdict')
    .addColumn('supergraph_id', 'integer', (column) =>
      column.notNull().references('supergraph.id').onDelete('cascade'),
    )
    .addColumn('gateway', 'text', (column) => column.notNull())
    .addColumn('reasons', sql`text[]`, (column) => column.notNull())
    .addColumn('said_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('one_verdict_each', ['supergraph_id', 'gateway'])
    .execute();
  await db.schema
    .createTable('gateway_seen')
    .addColumn('gateway', 'text', (column) => column.primaryKey())
    .addColumn('seen_at', 'timestamptz', (column) => column.notNull())
    .execute();
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createKeys(db);
  await createVersions(db);
  await createSupergraphs(db);
  await createVerdicts(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of [
    'gateway_seen',
    'supergraph_verdict',
    'supergraph',
    'subgraph_version',
    'publish_key',
  ])
    await db.schema.dropTable(table).execute();
}
