import { addDays, addMonths } from '../../shared/time/day.ts';
import type { Day } from '../../shared/time/day.ts';
import type { QuestionVariable } from '../indicators/indicator.ts';

/** The days a report counts by. */
export interface ReportDays {
  from: Day;
  /** Last day of the period. */
  to: Day;
  /** The day as of which children are judged. */
  asOf: Day;
}

/** Days from birth within which a birth is to be registered (Law on Civil Status 2014, article 15). */
const REGISTRATION_DAYS = 60;
/** The month and day from which on a school year counts as begun; it opens on 5 September. */
const SCHOOL_YEAR_BEGINS = '09-01';

function schoolYearOf(day: Day): number {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= SCHOOL_YEAR_BEGINS ? year : year - 1;
}

function earlier(one: Day, other: Day): Day {
  return one < other ? one : other;
}

/**
 * The values of the variables that indicators may use. Children of a school year's age are those born in the calendar
 * year that many years before the school year began: five-year-olds of 2021-22 in 2016, pupils of primary and lower
 * secondary school (6 to 14) in 2007 to 2015.
 */
export function questionDays(
  unit: string,
  { from, to, asOf }: ReportDays,
): Record<QuestionVariable, string> {
  const schoolYear = schoolYearOf(asOf);
  const last = earlier(to, asOf);
  const limitPassedTo = earlier(last, addDays(asOf, -REGISTRATION_DAYS - 1));
  return {
    unit,
    asOf,
    from,
    to: last,
    fiveBornFrom: `${schoolYear - 5}-01-01`,
    fiveBornTo: `${schoolYear - 5}-12-31`,
    pupilsBornFrom: `${schoolYear - 14}-01-01`,
    pupilsBornTo: `${schoolYear - 6}-12-31`,
    limitPassedTo: limitPassedTo < from ? from : limitPassedTo,
  };
}

/** The same days of the year before. */
export function yearBefore({ from, to, asOf }: ReportDays): ReportDays {
  const before = (day: Day) => addMonths(day, -12);
  return { from: before(from), to: before(to), asOf: before(asOf) };
}
