import type { Day } from '../../../shared/time/day.ts';
import type { PreschoolEnrolmentRow } from '../tables.ts';
import { lastDayOf } from './school-year.ts';

type Stay = Pick<PreschoolEnrolmentRow, 'schoolYear' | 'enrolledOn' | 'leftOn'>;

/** The last day an enrolment counts for: the day the child left, otherwise the last of the school year. */
export function lastDayOfEnrolment({ schoolYear, leftOn }: Stay): Day {
  return leftOn ?? lastDayOf(schoolYear);
}

/** Whether some enrolment covers the day, its first and last day included. */
export function isEnrolledOn(enrolments: readonly Stay[], on: Day): boolean {
  return enrolments.some(
    (enrolment) => enrolment.enrolledOn <= on && on <= lastDayOfEnrolment(enrolment),
  );
}
