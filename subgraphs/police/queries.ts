import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { anyOf } from '../../shared/database/any-of.ts';
import type { DataState } from '../../shared/subgraph/department-call.ts';
import type { AbuseInterventionRow, CalendarDay, Tables } from './tables.ts';

/** The abuse reports about the children, newest first. */
export function findAbuseInterventions(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<AbuseInterventionRow[]> {
  return db
    .selectFrom('abuseIntervention')
    .selectAll()
    .where('childNo', '=', anyOf(childNos))
    .orderBy('reportedAt', 'desc')
    .orderBy('id')
    .execute();
}

/** The days of some calendar years on which offices rest or work other than the week says. */
export function findCalendarDays(db: Kysely<Tables>, years: readonly number[]) {
  return db
    .selectFrom('holidayCalendar')
    .select(['day', 'isWorkingDay'])
    .where(sql<number>`extract(year from day)::int`, '=', anyOf(years))
    .execute();
}

/** Puts a holiday calendar in the place of the one that is there. */
export async function replaceHolidayCalendar(
  db: Kysely<Tables>,
  days: CalendarDay[],
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await sql`lock table holiday_calendar in share row exclusive mode`.execute(transaction);
    await transaction.deleteFrom('holidayCalendar').execute();
    await transaction.insertInto('holidayCalendar').values(days).execute();
  });
}

/** What cohorts judge a report by; moments in ISO 8601, UTC, and the kinds joined by spaces. */
export type InterventionFacts = Pick<
  AbuseInterventionRow,
  'assessedOn' | 'emergencyFound' | 'planApprovedOn' | 'closedOn' | 'unfounded' | 'criminalCase'
> & { reportedAt: string; kinds: string; emergencyMeasuresAt: string | null };

const ISO_MOMENT = sql.lit('YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

/** The reports about all children. */
export const interventionFacts = sql<InterventionFacts & { childNo: number }>`
  select child_no, to_char(reported_at at time zone 'UTC', ${ISO_MOMENT}) as reported_at,
    array_to_string(kind, ' ') as kinds, assessed_on, emergency_found,
    to_char(emergency_measures_at at time zone 'UTC', ${ISO_MOMENT}) as emergency_measures_at,
    plan_approved_on, closed_on, unfounded, criminal_case
  from abuse_intervention where child_no is not null`;

/** When the newest record was written, and how many records are linked to no child yet. */
export async function findDataState(db: Kysely<Tables>): Promise<DataState> {
  return db
    .selectNoFrom([
      sql<Date | null>`(select max(recorded_at) from abuse_intervention)`.as('freshAsOf'),
      sql<number>`(select count(*) from abuse_intervention where child_no is null)`.as(
        'unlinkedRecords',
      ),
    ])
    .executeTakeFirstOrThrow();
}
