import { addDays } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import type { AbuseInterventionRow } from '../tables.ts';
import type { HolidayCalendar } from './holiday-calendar.ts';
import type { InterventionClock } from './intervention-clock.ts';
import { addWorkingDays } from './working-days.ts';

/** Decree 56/2017/NĐ-CP, article 28: the plan is approved within 5 working days of receiving the report. */
const WORKING_DAYS_FOR_PLAN = 5;

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** The last day for the plan of a report received on a day; null where the calendar does not cover the days counted. */
export function planDueOn(receivedOn: Day, calendar: HolidayCalendar): Day | null {
  const dueOn = addWorkingDays(receivedOn, WORKING_DAYS_FOR_PLAN, calendar.isWorkingDay);
  const isCovered =
    calendar.covers(yearOf(addDays(receivedOn, 1))) && calendar.covers(yearOf(dueOn));
  return isCovered ? dueOn : null;
}

type Facts = Pick<AbuseInterventionRow, 'planApprovedOn' | 'closedOn' | 'unfounded'>;

/** How the limit for the plan stands on a day; `dueOn` is null where it cannot be stated. */
export function planClock(
  { planApprovedOn, closedOn, unfounded }: Facts,
  dueOn: Day | null,
  today: Day,
): InterventionClock {
  if (planApprovedOn === null && unfounded) return 'NOT_OWED';
  if (dueOn === null) return 'CALENDAR_MISSING';
  if (planApprovedOn !== null) return planApprovedOn <= dueOn ? 'MET' : 'MISSED';
  if (closedOn !== null && closedOn <= dueOn) return 'NOT_OWED';
  return today <= dueOn ? 'RUNNING' : 'MISSED';
}
