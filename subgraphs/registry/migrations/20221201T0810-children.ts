import { sql } from 'kysely';
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists pg_trgm`.execute(db);
  await sql`create extension if not exists btree_gist`.execute(db);
  await createChild(db);
  await checkChild(db);
  await indexChild(db);
  await createChildName(db);
  await createGuardian(db);
  await createResidence(db);
}

async function createChild(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('child')
    .addColumn('child_no', 'bigint', (column) => column.primaryKey())
    .addColumn('family_name', 'text', (column) => column.notNull())
    .addColumn('middle_name', 'text')
    .addColumn('given_name', 'text', (column) => column.notNull())
    .addColumn('search_name', 'text', (column) => column.notNull())
    .addColumn('sex', 'text', (column) => column.notNull())
    .addColumn('date_of_birth', 'date', (column) => column.notNull())
    .addColumn('date_of_birth_estimated', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('ethnicity', 'text')
    .addColumn('nationality', 'text')
    .addColumn('place_of_origin', 'text')
    .addColumn('household_poverty_status', 'text')
    .addColumn('registration_status', 'text', (column) => column.notNull())
    .addColumn('birth_notified_on', 'date')
    .addColumn('died_on', 'date')
    .addColumn('departed_on', 'date')
    .addColumn('merged_into', 'bigint', (column) => column.references('child.child_no'))
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
}

async function checkChild(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table child
      add constraint child_no_fits check (child_no between 0 and 4294967295),
      add constraint sex_known check (sex in ('MALE', 'FEMALE')),
      add constraint poverty_status_known check (household_poverty_status in ('POOR', 'NEAR_POOR', 'NOT_POOR')),
      add constraint registration_status_known check (registration_status in ('PROVISIONAL', 'REGISTERED')),
      add constraint names_composed check (
        family_name is nfc normalized and middle_name is nfc normalized and given_name is nfc normalized
      ),
      add constraint notified_after_birth check (birth_notified_on >= date_of_birth),
      add constraint died_after_birth check (died_on >= date_of_birth),
      add constraint departed_in_life check (departed_on >= date_of_birth and departed_on <= died_on),
      add constraint merged_into_another check (merged_into <> child_no)`.execute(db);
}

async function indexChild(db: Kysely<unknown>): Promise<void> {
  await sql`create index child_search_name on child (search_name, child_no) include (date_of_birth) where merged_into is null`.execute(
    db,
  );
  await sql`create index child_merged_into on child (merged_into) where merged_into is not null`.execute(
    db,
  );
  await db.schema.createIndex('child_recorded').on('child').column('recorded_at').execute();
}

/** Many children share a name, so a search reads the distinct names; a trigger keeps them, once a statement. */
async function createChildName(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('child_name')
    .addColumn('search_name', 'text', (column) => column.primaryKey())
    .execute();
  await sql`create index child_name_words on child_name using gin ((' ' || search_name) gin_trgm_ops)`.execute(
    db,
  );
  await sql`
    create function keep_child_names() returns trigger language plpgsql as $$
    begin
      insert into child_name select distinct search_name from written on conflict do nothing;
      return null;
    end $$`.execute(db);
  await sql`
    create trigger child_inserted after insert on child
    referencing new table as written for each statement execute function keep_child_names()`.execute(
    db,
  );
  await sql`
    create trigger child_updated after update on child
    referencing new table as written for each statement execute function keep_child_names()`.execute(
    db,
  );
}

async function createGuardian(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('guardian')
    .addColumn('child_no', 'bigint', (column) => column.notNull().references('child.child_no'))
    .addColumn('position', 'smallint', (column) => column.notNull())
    .addColumn('relationship', 'text', (column) => column.notNull())
    .addColumn('full_name', 'text', (column) => column.notNull())
    .addColumn('birth_year', 'smallint')
    .addColumn('nationality', 'text')
    .addColumn('ethnicity', 'text')
    .addPrimaryKeyConstraint('guardian_pkey', ['child_no', 'position'])
    .addCheckConstraint('birth_year_plausible', sql`birth_year between 1880 and 2200`)
    .addCheckConstraint(
      'institutions_are_not_born',
      sql`relationship <> 'INSTITUTION' or birth_year is null`,
    )
    .execute();
}

async function createResidence(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('residence')
    .addColumn('child_no', 'bigint', (column) => column.notNull().references('child.child_no'))
    .addColumn('unit_id', 'text', (column) => column.notNull().references('administrative_unit.id'))
    .addColumn('started_on', 'date', (column) => column.notNull())
    .addColumn('ended_on', 'date')
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addPrimaryKeyConstraint('residence_pkey', ['child_no', 'started_on'])
    .addCheckConstraint('ends_after_start', sql`ended_on >= started_on`)
    .execute();
  await sql`
    alter table residence add constraint one_home_at_a_time
    exclude using gist (child_no with =, daterange(started_on, ended_on, '[]') with &&)`.execute(
    db,
  );
  await db.schema
    .createIndex('residence_unit')
    .on('residence')
    .columns(['unit_id', 'child_no'])
    .execute();
  await db.schema.createIndex('residence_recorded').on('residence').column('recorded_at').execute();
}

/** The extensions stay: where an administrator installed them, they are not ours to drop. */
export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['residence', 'guardian', 'child_name', 'child'])
    await db.schema.dropTable(table).execute();
  await sql`drop function keep_child_names`.execute(db);
}
