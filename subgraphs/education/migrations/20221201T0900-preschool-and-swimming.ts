import { sql } from 'kysely';
import type { Kysely } from 'kysely';

async function createPreschoolEnrolment(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('preschool_enrolment')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('pupil_code', 'text')
    .addColumn('child_no', 'bigint')
    .addColumn('school_year', 'text', (column) => column.notNull())
    .addColumn('stage', 'text', (column) => column.notNull())
    .addColumn('age_band', 'text')
    .addColumn('school_name', 'text', (column) => column.notNull())
    .addColumn('school_unit_code', 'text', (column) => column.notNull())
    .addColumn('enrolled_on', 'date', (column) => column.notNull())
    .addColumn('left_on', 'date')
    .addColumn('completed', 'boolean')
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addCheckConstraint(
      'school_year_is_two_years_in_a_row',
      sql`school_year ~ '^[0-9]{4}-[0-9]{4}$' and left(school_year, 4)::int + 1 = right(school_year, 4)::int`,
    )
    .addCheckConstraint(
      'age_band_is_of_the_stage',
      sql`case stage when 'NURSERY' then age_band in ('MONTHS_3_TO_12', 'MONTHS_13_TO_24', 'MONTHS_25_TO_36')
        when 'KINDERGARTEN' then age_band in ('YEARS_3_TO_4', 'YEARS_4_TO_5', 'YEARS_5_TO_6') else false end`,
    )
    .addCheckConstraint(
      'enrolled_and_left_by_the_end_of_the_school_year',
      sql`enrolled_on <= coalesce(left_on, enrolled_on) and greatest(enrolled_on, left_on) <= make_date(right(school_year, 4)::int, 8, 31)`,
    )
    .execute();
}

async function createSwimmingStandard(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('swimming_standard')
    .addColumn('code', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('swim_distance_metres', 'integer', (column) => column.notNull())
    .addColumn('swim_treading_seconds', 'integer', (column) => column.notNull())
    .addColumn('safe_distance_metres', 'integer', (column) => column.notNull())
    .addColumn('safe_treading_seconds', 'integer', (column) => column.notNull())
    .addColumn('safe_needs_self_rescue', 'boolean', (column) => column.notNull())
    .addColumn('safe_needs_rescue_knowledge', 'boolean', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .addColumn('certainty', 'text', (column) => column.notNull())
    .execute();
}

async function createSwimmingAssessment(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('swimming_assessment')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('pupil_code', 'text')
    .addColumn('child_no', 'bigint')
    .addColumn('assessed_on', 'date', (column) => column.notNull())
    .addColumn('taught', 'boolean', (column) => column.notNull())
    .addColumn('distance_metres', 'integer', (column) => column.check(sql`distance_metres >= 0`))
    .addColumn('treading_seconds', 'integer', (column) => column.check(sql`treading_seconds >= 0`))
    .addColumn('rescue_knowledge', 'boolean')
    .addColumn('self_rescue', 'boolean')
    .addColumn('assessor', 'text', (column) => column.notNull())
    .addColumn('standard', 'text', (column) =>
      column.notNull().references('swimming_standard.code'),
    )
    .addColumn('source_department', 'text', (column) =>
      column.notNull().check(sql`source_department in ('EDUCATION', 'CULTURE_AND_SPORTS')`),
    )
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute();
}

async function createIndexes(db: Kysely<unknown>, table: string): Promise<void> {
  await db.schema.createIndex(`${table}_child`).on(table).column('child_no').execute();
  await db.schema.createIndex(`${table}_recorded`).on(table).column('recorded_at').execute();
  await db.schema
    .createIndex(`${table}_unlinked`)
    .on(table)
    .column('id')
    .where(sql.ref('child_no'), 'is', null)
    .execute();
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createPreschoolEnrolment(db);
  await createSwimmingStandard(db);
  await createSwimmingAssessment(db);
  await createIndexes(db, 'preschool_enrolment');
  await createIndexes(db, 'swimming_assessment');
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('swimming_assessment').execute();
  await db.schema.dropTable('swimming_standard').execute();
  await db.schema.dropTable('preschool_enrolment').execute();
}
