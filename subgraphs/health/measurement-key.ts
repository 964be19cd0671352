import type { Day } from '../../shared/time/day.ts';

/** What tells a measurement from the others: whom the health service measured (as it names the child), and when. */
export function measurementKey(subject: string, measuredOn: Day): string {
  return `${subject}/${measuredOn}`;
}
