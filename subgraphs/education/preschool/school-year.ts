import type { Day } from '../../../shared/time/day.ts';

/** The school year that begins in a calendar year: 2021 gives 2021-2022. */
export function schoolYearFrom(year: number): string {
  return `${year}-${year + 1}`;
}

/**
 * The last day an enrolment of a school year ("2021-2022") counts for: 31 August, the eve of the next one.
 * Lessons end by 31 May; a child who stays keeps the place over the summer.
 */
export function lastDayOf(schoolYear: string): Day {
  return `${schoolYear.slice(-4)}-08-31`;
}
