import { sql } from 'kysely';
import type { PlainTopic, RowsDefinition, Sql } from '../../shared/rows/row-topic.ts';
import type { Tables } from './tables.ts';

/** As DateTime is written: milliseconds, UTC. */
function moment(column: Sql) {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** As vietnamDay. */
function vietnamDay(at: Sql) {
  return sql`(${at} at time zone interval '7 hours')::date`;
}

/** As hoursToEmergencyMeasures, which divides whole milliseconds. */
const hoursToEmergencyMeasures = sql`((1000 * extract(epoch from
  date_trunc('milliseconds', emergency_measures_at) - date_trunc('milliseconds', reported_at)))::float8 / 3600000)`;

/** As statusOf. */
const status = sql`case when unfounded then 'UNFOUNDED' when closed_on is not null then 'CLOSED'
  when plan_approved_on is not null then 'PLAN_APPROVED' when emergency_measures_at is not null then 'MEASURES_TAKEN'
  when assessed_on is null then 'RECEIVED' else 'ASSESSED' end`;

/** Those of the clocks that need the holiday calendar are left to the resolvers. */
const abuseInterventions: PlainTopic = {
  read: ({ columns, isNear }) =>
    sql`select ${columns} from abuse_intervention where ${isNear()} group by child_no`,
  columns: {},
  lists: {
    /** As findAbuseInterventions orders them. */
    abuseInterventions: {
      items: {
        id: sql`id`,
        reportedAt: moment(sql`reported_at`),
        channel: sql`channel`,
        kind: sql`kind`,
        incidentUnit: sql`true`,
        'incidentUnit.code': sql`incident_unit_code`,
        'incidentUnit.onDate': vietnamDay(sql`reported_at`),
        assessedOn: sql`assessed_on`,
        emergencyFound: sql`emergency_found`,
        emergencyMeasuresAt: moment(sql`emergency_measures_at`),
        hoursToEmergencyMeasures,
        planApprovedOn: sql`plan_approved_on`,
        status,
        criminalCase: sql`criminal_case`,
        closedOn: sql`closed_on`,
      },
      order: sql`reported_at desc, id`,
    },
  },
};

/** What is answered by SQL alone, to fetches; test/rows compares it with the resolvers. No purpose may export it. */
export const rows: RowsDefinition<Tables> = { topics: [abuseInterventions] };
