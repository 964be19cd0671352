import type { Day } from '../../../shared/time/day.ts';

/** Việt Nam keeps UTC+7 all year, since 1975. */
const OFFSET_MILLISECONDS = 7 * 3_600_000;

/** The calendar day in Việt Nam at a moment. */
export function vietnamDay(moment: Date): Day {
  return new Date(moment.getTime() + OFFSET_MILLISECONDS).toISOString().slice(0, 10);
}
