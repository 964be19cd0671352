import { sql } from 'kysely';
import type { PlainTopic, RowsDefinition, Sql } from '../../shared/rows/row-topic.ts';
import type { Tables } from './tables.ts';

/** As lastDayOfEnrolment: the day the child left, otherwise 31 August at the end of the school year. */
const lastDay = sql`coalesce(left_on, make_date(right(school_year, 4)::int, 8, 31))`;

const preschool: PlainTopic = {
  read: ({ columns, isNear }) =>
    sql`select ${columns} from preschool_enrolment where ${isNear()} group by child_no`,
  columns: {
    preschool: sql`true`,
    'preschool.enrolled': (on) => sql`bool_or(enrolled_on <= ${on} and ${lastDay} >= ${on})`,
  },
  lists: {
    /** As findPreschoolEnrolments orders them. */
    'preschool.enrolments': {
      items: {
        id: sql`id`,
        pupilCode: sql`pupil_code`,
        schoolYear: sql`school_year`,
        stage: sql`stage`,
        ageBand: sql`age_band`,
        schoolName: sql`school_name`,
        schoolUnit: sql`true`,
        'schoolUnit.code': sql`school_unit_code`,
        'schoolUnit.onDate': sql`enrolled_on`,
        enrolledOn: sql`enrolled_on`,
        leftOn: sql`left_on`,
        lastDay,
        completed: sql`completed`,
      },
      order: sql`school_year desc, enrolled_on desc, id`,
    },
  },
};

/** As canSwim: what was not measured was not shown. */
const canSwim = sql`
  (coalesce(distance_metres, 0) >= swim_distance_metres and coalesce(treading_seconds, 0) >= swim_treading_seconds)`;

/** As isSafeSwimmer. */
const isSafeSwimmer = sql`(${canSwim}
  and coalesce(distance_metres, 0) >= safe_distance_metres and coalesce(treading_seconds, 0) >= safe_treading_seconds
  and (self_rescue is true or not safe_needs_self_rescue)
  and (rescue_knowledge is true or not safe_needs_rescue_knowledge))`;

/** Whether some assessment up to a day showed something. */
function shown(what: Sql) {
  return (on: Sql) => sql`bool_or(assessed_on <= ${on} and ${what})`;
}

const swimming: PlainTopic = {
  read: ({ columns, isNear }) => sql`
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
  lists: {
    /** As findSwimmingAssessments orders them. */
    'swimming.assessments': {
      items: {
        id: sql`id`,
        pupilCode: sql`pupil_code`,
        assessedOn: sql`assessed_on`,
        taught: sql`taught`,
        distanceMetres: sql`distance_metres`,
        treadingSeconds: sql`treading_seconds`,
        rescueKnowledge: sql`rescue_knowledge`,
        selfRescue: sql`self_rescue`,
        canSwim,
        safeSwimmer: isSafeSwimmer,
        assessor: sql`assessor`,
        standard: sql`standard`,
        sourceDepartment: sql`source_department`,
      },
      order: sql`assessed_on desc, id`,
    },
  },
};

/** What is answered by SQL alone: streamed for exports, and to fetches; test/rows compares it with the resolvers. */
export const rows: RowsDefinition<Tables> = { topics: [preschool, swimming] };
