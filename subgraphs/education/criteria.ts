import { sql } from 'kysely';
import { checkAsks, checkPeriod, isWithin } from '../../shared/cohort/check-criteria.ts';
import { defineCriterion } from '../../shared/cohort/criterion.ts';
import { defineTopic } from '../../shared/cohort/topic.ts';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Day } from '../../shared/time/day.ts';
import { isEnrolledOn } from './preschool/enrolled-on.ts';
import { assessmentFacts, enrolmentFacts } from './queries.ts';
import type { AssessmentFacts, EnrolmentFacts } from './queries.ts';
import type { PreschoolCriteria, SwimmingCriteria } from './schema.types.ts';
import { canSwim, isSafeSwimmer } from './swimming/judge.ts';

const enrolments = defineTopic<EnrolmentFacts>({
  name: 'preschool_enrolment',
  records: enrolmentFacts,
  blank: { schoolYear: '', stage: 'NURSERY', ageBand: null, enrolledOn: '', leftOn: null },
});

const assessments = defineTopic<AssessmentFacts>({
  name: 'swimming_assessment',
  records: assessmentFacts,
  order: sql`assessed_on`,
  blank: {
    assessedOn: '',
    taught: false,
    distanceMetres: null,
    treadingSeconds: null,
    rescueKnowledge: null,
    selfRescue: null,
    swimDistanceMetres: 0,
    swimTreadingSeconds: 0,
    safeDistanceMetres: 0,
    safeTreadingSeconds: 0,
    safeNeedsSelfRescue: false,
    safeNeedsRescueKnowledge: false,
  },
});

/** The records that cohorts are narrowed by here. */
export const topics = [enrolments, assessments];

const SCHOOL_YEAR = /^(\d{4})-(\d{4})$/;

function checkSchoolYear(schoolYear: string | null | undefined): void {
  if (schoolYear === null || schoolYear === undefined) return;
  const [, first, second] = SCHOOL_YEAR.exec(schoolYear) ?? [];
  if (first !== undefined && Number(first) + 1 === Number(second)) return;
  throw new GraphError('INVALID_ARGUMENT', {
    en: `${JSON.stringify(schoolYear)} is no school year; write two years in a row, such as 2021-2022.`,
    vi: `${JSON.stringify(schoolYear)} không phải là năm học; hãy viết hai năm liền nhau, ví dụ 2021-2022.`,
  });
}

function isOfClass(
  { stage, ageBand, schoolYear }: EnrolmentFacts,
  asked: PreschoolCriteria,
): boolean {
  return (
    (!asked.stage || stage === asked.stage) &&
    (!asked.ageBand || ageBand === asked.ageBand) &&
    (!asked.schoolYear || schoolYear === asked.schoolYear)
  );
}

/** Without a school year or period, enrolled means enrolled on asOf. */
function isEnrolledAsAsked(enrolment: EnrolmentFacts, asked: PreschoolCriteria, asOf: Day) {
  const { schoolYear, enrolledFrom, enrolledTo } = asked;
  const isOnDay = !schoolYear && !enrolledFrom && !enrolledTo;
  return (
    isOfClass(enrolment, asked) &&
    isWithin(enrolment.enrolledOn, enrolledFrom, enrolledTo, asOf) &&
    (!isOnDay || isEnrolledOn([enrolment], asOf))
  );
}

export const preschool = defineCriterion(enrolments, (where: PreschoolCriteria, asOf: Day) => {
  checkAsks(where);
  checkPeriod('enrolled', where.enrolledFrom, where.enrolledTo);
  checkSchoolYear(where.schoolYear);
  return [
    {
      asked: { ...where, enrolled: true },
      not: where.enrolled === false,
      holds: (records) => records.some((enrolment) => isEnrolledAsAsked(enrolment, where, asOf)),
    },
  ];
});

/** What an assessment can show; what was shown once counts from then on. */
const SKILLS: readonly {
  skill: keyof SwimmingCriteria;
  shows: (assessment: AssessmentFacts) => boolean;
}[] = [
  { skill: 'taught', shows: ({ taught }) => taught },
  { skill: 'canSwim', shows: (assessment) => canSwim(assessment, assessment) },
  { skill: 'selfRescue', shows: ({ selfRescue }) => selfRescue === true },
  { skill: 'safeSwimmer', shows: (assessment) => isSafeSwimmer(assessment, assessment) },
];

export const swimming = defineCriterion(assessments, (where: SwimmingCriteria, asOf: Day) => {
  checkAsks(where);
  return SKILLS.filter(({ skill }) => typeof where[skill] === 'boolean').map(
    ({ skill, shows }) => ({
      asked: { skill },
      not: where[skill] === false,
      holds: (records: readonly AssessmentFacts[]) =>
        records.some((assessment) => assessment.assessedOn <= asOf && shows(assessment)),
    }),
  );
});
