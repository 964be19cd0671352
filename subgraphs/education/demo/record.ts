import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import { PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import type { Random } from '../../../shared/demo-province/random.ts';
import type { Day } from '../../../shared/time/day.ts';

/** Records that no child of the register has been linked to yet. */
const UNLINKED_SHARE = 0.0005;

/** The last day anything can be recorded of a child: death, departure or the province's day. */
export function lastDayOfRecord({ diedOn, departedOn }: DemoChild): Day {
  const end = departedOn ?? diedOn ?? PROVINCE_DAY;
  return end < PROVINCE_DAY ? end : PROVINCE_DAY;
}

/** The child a record is linked to; now and then none, never so for a fixed case. */
export function linkedTo({ childNo, story }: DemoChild, random: Random): number | null {
  return story === null && random.chance(UNLINKED_SHARE) ? null : childNo;
}
