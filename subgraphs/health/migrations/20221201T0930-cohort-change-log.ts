import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/** The tables that cohorts are judged by. */
const TOPICS = ['health_insurance_card', 'nutrition_measurement'] as const;

/**
 * Which children's records were written, a line a statement; null stands for all children. A transaction is named by its
 * number, since entries of one that commits late must still be found (shared/cohort/change-log.ts).
 */
async function createLog(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table cohort_change (
      topic text not null,
      child_nos bigint[],
      xid xid8 not null default pg_current_xact_id(),
      written_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index cohort_change_xid on cohort_change (xid)`.execute(db);
  await sql`create table cohort_log (gone_up_to xid8)`.execute(db);
  await sql`insert into cohort_log values (null)`.execute(db);
}

/** The records as the programs keep them in memory, saved so that they need not be read one by one at each start. */
async function createSnapshot(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table cohort_snapshot (topic text primary key, position xid8 not null, content bytea not null)`.execute(
    db,
  );
  await sql`alter table cohort_snapshot alter column content set storage external`.execute(db);
}

/** A statement that writes very many children is noted as one about all. */
async function createFunction(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function note_cohort_change() returns trigger language plpgsql as $$
    begin
      if tg_op = 'TRUNCATE' then
        insert into cohort_change (topic) values (tg_table_name);
        return null;
      end if;
      if tg_op <> 'DELETE' then
        insert into cohort_change (topic, child_nos)
        select tg_table_name, case when count(*) <= 100000 then array_agg(child_no) end
        from (select distinct child_no from new_rows where child_no is not null) written having count(*) > 0;
      end if;
      if tg_op <> 'INSERT' then
        insert into cohort_change (topic, child_nos)
        select tg_table_name, case when count(*) <= 100000 then array_agg(child_no) end
        from (select distinct child_no from old_rows where child_no is not null) written having count(*) > 0;
      end if;
      return null;
    end $$`.execute(db);
}

async function watch(db: Kysely<unknown>, topic: string): Promise<void> {
  const table = sql.id(topic);
  const triggers = [
    sql`${sql.id(`${topic}_noted_insert`)} after insert on ${table} referencing new table as new_rows`,
    sql`${sql.id(`${topic}_noted_update`)} after update on ${table} referencing new table as new_rows old table as old_rows`,
    sql`${sql.id(`${topic}_noted_delete`)} after delete on ${table} referencing old table as old_rows`,
    sql`${sql.id(`${topic}_noted_truncate`)} after truncate on ${table}`,
  ];
  for (const trigger of triggers)
    await sql`create trigger ${trigger} for each statement execute function note_cohort_change()`.execute(
      db,
    );
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createLog(db);
  await createSnapshot(db);
  await createFunction(db);
  for (const topic of TOPICS) await watch(db, topic);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop function note_cohort_change() cascade`.execute(db);
  for (const table of ['cohort_snapshot', 'cohort_log', 'cohort_change'])
    await db.schema.dropTable(table).execute();
}
