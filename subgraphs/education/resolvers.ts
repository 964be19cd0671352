import { formatChildNumber, parseChildNumber } from '../../shared/children/child-number.ts';
import { narrow } from '../../shared/cohort/narrow.ts';
import type { Day } from '../../shared/time/day.ts';
import { preschool, swimming } from './criteria.ts';
import type { SwimmingAssessmentSource, SwimmingSource } from './loaders.ts';
import { isEnrolledOn, lastDayOfEnrolment } from './preschool/enrolled-on.ts';
import type { Resolvers } from './schema.types.ts';
import { canSwim, isSafeSwimmer } from './swimming/judge.ts';

/** Whether some assessment up to a day showed something. */
function shownBy(
  { assessments }: SwimmingSource,
  on: Day,
  shows: (assessment: SwimmingAssessmentSource) => boolean,
): boolean {
  return assessments.some((assessment) => assessment.assessedOn <= on && shows(assessment));
}

export const resolvers: Resolvers = {
  Child: {
    __resolveReference: async ({ id }) => ({ childNo: parseChildNumber(id) }),
    id: ({ childNo }) => formatChildNumber(childNo),
    preschool: ({ childNo }, _, { loaders }) => loaders.preschool.load(childNo),
    swimming: ({ childNo }, _, { loaders }) => loaders.swimming.load(childNo),
  },
  Cohort: {
    withPreschool: (cohort, { where }, context) => narrow(cohort, preschool, where, context),
    withSwimming: (cohort, { where }, context) => narrow(cohort, swimming, where, context),
  },
  Preschool: {
    enrolled: ({ enrolments }, { on }, { clock }) => isEnrolledOn(enrolments, on ?? clock.today()),
  },
  PreschoolEnrolment: {
    schoolUnit: ({ schoolUnitCode, enrolledOn }) => ({ code: schoolUnitCode, onDate: enrolledOn }),
    lastDay: lastDayOfEnrolment,
  },
  Swimming: {
    taught: (swimming, { on }, { clock }) =>
      shownBy(swimming, on ?? clock.today(), ({ taught }) => taught),
    canSwim: (swimming, { on }, { clock }) =>
      shownBy(swimming, on ?? clock.today(), (assessment) => canSwim(assessment, assessment)),
    selfRescue: (swimming, { on }, { clock }) =>
      shownBy(swimming, on ?? clock.today(), ({ selfRescue }) => selfRescue === true),
    safeSwimmer: (swimming, { on }, { clock }) =>
      shownBy(swimming, on ?? clock.today(), (assessment) => isSafeSwimmer(assessment, assessment)),
  },
  SwimmingAssessment: {
    canSwim: (assessment) => canSwim(assessment, assessment),
    safeSwimmer: (assessment) => isSafeSwimmer(assessment, assessment),
  },
};
