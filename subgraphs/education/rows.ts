import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { RowTopic, RowsDefinition } from '../../shared/rows/row-topic.ts';
import type { Day } from '../../shared/time/day.ts';
import type { Tables } from './tables.ts';

function dayOf(on: Day) {
  return sql`${sql.lit(on)}::date`;
}

/** As isEnrolledOn: to the day the child left, otherwise to 31 August at the end of the school year. */
function isEnrolledOn(on: Day) {
  const lastDay = sql`coalesce(left_on, make_date(right(school_year, 4)::int, 8, 31))`;
  return sql`enrolled_on <= ${dayOf(on)} and ${lastDay} >= ${dayOf(on)}`;
}

const preschool: RowTopic<Tables> = {
  open:
    () =>
    ({ columns, isNear }) =>
      sql`select ${columns} from preschool_enrolment where ${isNear()} group by child_no`,
  columns: {
    preschool: sql`true`,
    'preschool.enrolled': (on) => sql`bool_or(${isEnrolledOn(on)})`,
  },
};

/** As canSwim: what was not measured was not shown. */
const canSwim = sql`
  coalesce(distance_metres, 0) >= swim_distance_metres and coalesce(treading_seconds, 0) >= swim_treading_seconds`;

/** As isSafeSwimmer. */
const isSafeSwimmer = sql`${canSwim}
  and coalesce(distance_metres, 0) >= safe_distance_metres and coalesce(treading_seconds, 0) >= safe_treading_seconds
  and (self_rescue is true or not safe_needs_self_rescue)
  and (rescue_knowledge is true or not safe_needs_rescue_knowledge)`;

/** Whether some assessment up to a day showed something. */
function shown(what: RawBuilder<unknown>) {
  return (on: Day) => sql`bool_or(assessed_on <= ${dayOf(on)} and ${what})`;
}

const swimming: RowTopic<Tables> = {
  open:
    () =>
    ({ columns, isNear }) => sql`
    select ${columns}
    from swimming_assessment join swimming_standard on swimming_standard.code = swimming_assessment.standard
    where ${isNear()} group by child_no`,
  columns: {
    swimming: sql`true`,
    'swimming.taught': shown(sql`taught`),
    'swimming.canSwim': shown(canSwim),
    'swimming.selfRescue': shown(sql`self_rescue is true`),
    'swimming.safeSwimmer': shown(isSafeSwimmer),
  },
};

/** What is streamed for exports; test/rows compares it with the resolvers. */
export const rows: RowsDefinition<Tables> = { topics: [preschool, swimming] };
