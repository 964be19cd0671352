import type { Day } from './day.ts';

/** What counts as now. */
export interface Clock {
  /** The day in Việt Nam. */
  today(): Day;
}

const VIETNAM_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });

/** A clock that stands still on a day, as the demo province's does. */
export function fixedClock(day: Day): Clock {
  return { today: () => day };
}

/** The day it is in Asia/Ho_Chi_Minh. */
export const vietnamClock: Clock = { today: () => VIETNAM_DAY.format(new Date()) };
