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

const MINUTE = 60_000;

/** A day begins with a minute, so within one it is the same. */
let known = { minute: NaN, day: '' };

/** The day it is in Asia/Ho_Chi_Minh. */
export const vietnamClock: Clock = {
  today: () => {
    const now = Date.now();
    const minute = Math.floor(now / MINUTE);
    if (minute !== known.minute) known = { minute, day: VIETNAM_DAY.format(now) };
    return known.day;
  },
};
