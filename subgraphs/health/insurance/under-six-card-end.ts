import { addDays, addMonths } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';

const MONTHS_OF_COVER = 72;

function lastDayOfMonth(day: Day): Day {
  return addDays(addMonths(`${day.slice(0, 7)}-01`, 1), -1);
}

/**
 * The last day of a health insurance card for children under six: 30 September of the year the child turns 72 months,
 * just before school; for a child born after 30 September the end of the month of turning 72 months
 * (Decree 146/2018, article 13.2). A birth on 30 September comes to the same day by either.
 */
export function underSixCardEnd(dateOfBirth: Day): Day {
  const turns72Months = addMonths(dateOfBirth, MONTHS_OF_COVER);
  const isBornAfter30September = dateOfBirth.slice(5) > '09-30';
  return isBornAfter30September
    ? lastDayOfMonth(turns72Months)
    : `${turns72Months.slice(0, 4)}-09-30`;
}
