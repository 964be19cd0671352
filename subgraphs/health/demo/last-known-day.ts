import { PROVINCE_DAY } from '../../../shared/demo-province/demo-child.ts';
import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import type { Day } from '../../../shared/time/day.ts';

/** The last day on which the province's health service can have seen the child. */
export function lastKnownDay({ diedOn, departedOn }: DemoChild): Day {
  return departedOn ?? diedOn ?? PROVINCE_DAY;
}
