import { sql } from 'kysely';
import type { Kysely } from 'kysely';

async function createAbuseIntervention(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('abuse_intervention')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('child_no', 'bigint')
    .addColumn('reported_at', 'timestamptz', (column) => column.notNull())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('kind', sql`text[]`, (column) => column.notNull())
    .addColumn('incident_unit_code', 'text', (column) => column.notNull())
    .addColumn('assessed_on', 'date')
    .addColumn('emergency_found', 'boolean')
    .addColumn('emergency_measures_at', 'timestamptz')
    .addColumn('plan_approved_on', 'date')
    .addColumn('closed_on', 'date')
    .addColumn('unfounded', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('criminal_case', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('recorded_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .addCheckConstraint('measures_not_before_the_report', sql`emergency_measures_at >= reported_at`)
    .addCheckConstraint(
      'steps_not_before_the_report',
      sql`least(assessed_on, plan_approved_on, closed_on) >= (reported_at at time zone interval '7 hours')::date`,
    )
    .addCheckConstraint(
      'channel_is_known',
      sql`channel in ('HOTLINE_111', 'POLICE', 'COMMUNE', 'LABOUR_AGENCY', 'SCHOOL', 'HEALTH_FACILITY', 'OTHER')`,
    )
    .addCheckConstraint(
      'kinds_are_known',
      sql`cardinality(kind) > 0 and kind <@ array['VIOLENCE', 'EXPLOITATION', 'SEXUAL_ABUSE', 'TRAFFICKING', 'ABANDONMENT', 'NEGLECT', 'OTHER_HARM']`,
    )
    .addCheckConstraint('unfounded_is_closed', sql`not unfounded or closed_on is not null`)
    .addCheckConstraint('unfounded_is_no_crime', sql`not (unfounded and criminal_case)`)
    .addCheckConstraint(
      'emergency_is_found_by_assessment',
      sql`emergency_found is null or assessed_on is not null`,
    )
    .execute();
}

async function createHolidayCalendar(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('holiday_calendar')
    .addColumn('day', 'date', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('is_working_day', 'boolean', (column) => column.notNull())
    .addColumn('certainty', 'text', (column) => column.notNull())
    .addColumn('source', 'text', (column) => column.notNull())
    .execute();
}

async function createIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('abuse_intervention_child')
    .on('abuse_intervention')
    .column('child_no')
    .execute();
  await db.schema
    .createIndex('abuse_intervention_recorded')
    .on('abuse_intervention')
    .column('recorded_at')
    .execute();
  await db.schema
    .createIndex('abuse_intervention_unlinked')
    .on('abuse_intervention')
    .column('id')
    .where(sql.ref('child_no'), 'is', null)
    .execute();
}

export async function up(db: Kysely<unknown>): Promise<void> {
  await createAbuseIntervention(db);
  await createIndexes(db);
  await createHolidayCalendar(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('holiday_calendar').execute();
  await db.schema.dropTable('abuse_intervention').execute();
}
