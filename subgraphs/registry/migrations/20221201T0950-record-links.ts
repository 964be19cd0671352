import { sql } from 'kysely';
import type { Kysely } from 'kysely';

const STATES = sql`state in ('LINKED', 'REVIEW', 'REJECTED', 'UNDONE')`;
const HOWS = sql`how in ('IDENTIFIER', 'LIKENESS', 'DECISION')`;

export async function up(db: Kysely<unknown>): Promise<void> {
  await createRecordLink(db);
  await indexRecordLink(db);
  await createCandidate(db);
  await createEvent(db);
}

async function createRecordLink(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('record_link')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('department', 'text', (column) => column.notNull())
    .addColumn('record_kind', 'text', (column) => column.notNull())
    .addColumn('record_key', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('child_no', 'bigint', (column) => column.references('child.child_no'))
    .addColumn('how', 'text')
    .addColumn('full_name', 'text')
    .addColumn('date_of_birth', 'date')
    .addColumn('birth_year', 'smallint')
    .addColumn('sex', 'text')
    .addColumn('commune', 'text')
    .addColumn('mother_name', 'text')
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addUniqueConstraint('one_link_a_record', ['department', 'record_kind', 'record_key'])
    .addCheckConstraint('link_state_known', STATES)
    .addCheckConstraint('link_how_known', HOWS)
    .addCheckConstraint('sex_known', sql`sex in ('MALE', 'FEMALE')`)
    .addCheckConstraint(
      'linked_to_a_child',
      sql`(state = 'LINKED') = (child_no is not null) and (child_no is null) = (how is null)`,
    )
    .execute();
}

async function indexRecordLink(db: Kysely<unknown>): Promise<void> {
  await sql`create index record_link_review on record_link (id) where state = 'REVIEW'`.execute(db);
  await sql`create index record_link_child on record_link (child_no) where child_no is not null`.execute(
    db,
  );
}

async function createCandidate(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('link_candidate')
    .addColumn('link_id', 'bigint', (column) =>
      column.notNull().references('record_link.id').onDelete('cascade'),
    )
    .addColumn('position', 'smallint', (column) => column.notNull())
    .addColumn('child_no', 'bigint', (column) => column.notNull().references('child.child_no'))
    .addColumn('reasons', sql`text[]`, (column) => column.notNull())
    .addPrimaryKeyConstraint('link_candidate_pkey', ['link_id', 'position'])
    .execute();
  await db.schema
    .createIndex('link_candidate_child')
    .on('link_candidate')
    .column('child_no')
    .execute();
}

async function createEvent(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('link_event')
    .addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity())
    .addColumn('link_id', 'bigint', (column) => column.notNull().references('record_link.id'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('child_no', 'bigint', (column) => column.references('child.child_no'))
    .addColumn('how', 'text')
    .addColumn('decided_by', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('decided_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addCheckConstraint('link_state_known', STATES)
    .addCheckConstraint('link_how_known', HOWS)
    .execute();
  await db.schema.createIndex('link_event_link').on('link_event').column('link_id').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['link_event', 'link_candidate', 'record_link'])
    await db.schema.dropTable(table).execute();
}
