import { sql } from 'kysely';
import type { CreateTableBuilder, Kysely } from 'kysely';

/** The place of an entry in its gateway's chain. */
function withLink<Name extends string>(table: CreateTableBuilder<Name>) {
  return table
    .addColumn('chain_id', 'uuid', (column) => column.notNull())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('commit_no', 'bigint', (column) => column.notNull())
    .addColumn('previous_hash', 'bytea', (column) => column.notNull())
    .addColumn('hash', 'bytea', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('gateway_id', 'text', (column) => column.notNull());
}

async function createAccessRecord(db: Kysely<unknown>): Promise<void> {
  await withLink(db.schema.createTable('access_record'))
    .addColumn('request_id', 'text', (column) => column.notNull())
    .addColumn('subject', 'text')
    .addColumn('role', 'text')
    .addColumn('client', 'text')
    .addColumn('units', sql`text[]`, (column) => column.notNull())
    .addColumn('purpose', 'text')
    .addColumn('case_reference', 'text')
    .addColumn('reason', 'text')
    .addColumn('operation_name', 'text')
    .addColumn('operation_hash', 'text')
    .addColumn('fields', sql`text[]`, (column) => column.notNull())
    .addColumn('child_count', 'bigint', (column) => column.notNull())
    .addColumn('child_nos', sql`bigint[]`)
    .addColumn('first_child_no', 'bigint')
    .addColumn('child_bits', 'bytea')
    .addColumn('departments', 'jsonb', (column) => column.notNull())
    .addColumn('emergency_ids', sql`uuid[]`, (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('code', 'text')
    .addPrimaryKeyConstraint('access_record_place', ['chain_id', 'position'])
    .addCheckConstraint(
      'outcome_is_known',
      sql`outcome in ('CHECKED', 'BEGUN', 'ANSWERED', 'PARTIAL', 'REFUSED')`,
    )
    .addCheckConstraint('departments_by_name', sql`jsonb_typeof(departments) = 'object'`)
    .addCheckConstraint('children_once', sql`(child_nos is null) <> (child_bits is null)`)
    .addCheckConstraint('bitmap_has_a_start', sql`(first_child_no is null) = (child_bits is null)`)
    .execute();
  await sql`alter table access_record alter column child_bits set storage external`.execute(db);
}

async function createEmergencyEvent(db: Kysely<unknown>): Promise<void> {
  await withLink(db.schema.createTable('emergency_event'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('emergency_id', 'uuid', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('child_no', 'bigint', (column) => column.notNull())
    .addColumn('statement', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz')
    .addPrimaryKeyConstraint('emergency_event_place', ['chain_id', 'position'])
    .addCheckConstraint('kind_is_known', sql`kind in ('OPENED', 'REVIEWED')`)
    .addCheckConstraint('opened_for_a_time', sql`(expires_at is null) = (kind = 'REVIEWED')`)
    .execute();
}

async function createClosedChain(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('closed_chain')
    .addColumn('at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addColumn('gateway_id', 'text', (column) => column.notNull())
    .addColumn('chain_id', 'uuid', (column) => column.notNull())
    .addColumn('commit_no', 'bigint', (column) => column.notNull())
    .execute();
}

/** The places of a chain's last entries, all that a gateway may read: what one that was killed left without a head. */
async function createEntriesAfter(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function entries_after(chain uuid, place bigint)
    returns table ("position" bigint, commit_no bigint, previous_hash bytea, hash bytea)
    language sql stable security definer set search_path = public, pg_temp as $$
      select e."position", e.commit_no, e.previous_hash, e.hash from access_record e
        where e.chain_id = chain and e."position" > place
      union all
      select e."position", e.commit_no, e.previous_hash, e.hash from emergency_event e
        where e.chain_id = chain and e."position" > place
      order by 1
    $$`.execute(db);
  await sql`revoke execute on function entries_after from public`.execute(db);
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
  await sql`create index access_record_listed_child on access_record using gin (child_nos) with (fastupdate = off)`.execute(
    db,
  );
  await sql`create index access_record_bitmap on access_record (at desc) where child_bits is not null`.execute(
    db,
  );
  await sql`create index access_record_emergency on access_record using gin (emergency_ids) where emergency_ids <> '{}'`.execute(
    db,
  );
  await sql`create index access_record_at on access_record (at desc)`.execute(db);
  await sql`create index emergency_event_emergency on emergency_event (emergency_id)`.execute(db);
  await sql`create index emergency_event_opened on emergency_event (at desc) where kind = 'OPENED'`.execute(
    db,
  );
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createAccessRecord(db);
  await createEmergencyEvent(db);
  await createClosedChain(db);
  await createEntriesAfter(db);
  await createIndexes(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop function entries_after`.execute(db);
  await db.schema.dropTable('closed_chain').execute();
  await db.schema.dropTable('emergency_event').execute();
  await db.schema.dropTable('access_record').execute();
}
