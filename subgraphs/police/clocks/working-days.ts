import { addDays } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';

/**
 * The day that is `days` working days after `day`, which itself is not counted (Civil Code 2015, article 147).
 * Zero gives `day`. Some later day must be worked, else there is no answer to find.
 */
export function addWorkingDays(day: Day, days: number, isWorkingDay: (day: Day) => boolean): Day {
  let current = day;
  for (let left = days; left > 0;) {
    current = addDays(current, 1);
    if (isWorkingDay(current)) left -= 1;
  }
  return current;
}
