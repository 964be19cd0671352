import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import { PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import type { Day } from '../../../shared/time/day.ts';
import { vietnamDay } from '../clocks/vietnam-day.ts';

const MILLISECONDS_PER_HOUR = 3_600_000;
const REPORTED_AGAIN_SHARE = 0.08;

/** One report of harm; `place` counts the reports of a child. */
export interface Report {
  at: Date;
  place: number;
  criminal: boolean;
}

/** The last day anything is recorded of a child: death, departure or the province's day. */
export function lastDayOfRecord({ diedOn, departedOn }: DemoChild): Day {
  const end = departedOn ?? diedOn ?? PROVINCE_DAY;
  return end < PROVINCE_DAY ? end : PROVINCE_DAY;
}

/** The harm as reported; now and then it is reported again within the month, through another door. */
export function reportsOf(child: DemoChild, random: Random): Report[] {
  const { harm, story } = child;
  if (harm === null) return [];
  const again = new Date(harm.at.getTime() + random.between(3, 600) * MILLISECONDS_PER_HOUR);
  const isAgain = story === null && random.chance(REPORTED_AGAIN_SHARE);
  const reports = [{ ...harm, place: 1 }, ...(isAgain ? [{ ...harm, at: again, place: 2 }] : [])];
  return reports.filter(({ at }) => vietnamDay(at) <= lastDayOfRecord(child));
}
