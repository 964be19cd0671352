import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { isDay } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import type { CalendarDay } from '../tables.ts';

const FILE = path.join(import.meta.dirname, 'holiday-calendar.csv');

const line = z.strictObject({
  day: z.string().refine(isDay, 'not a day YYYY-MM-DD'),
  name: z.string().min(1),
  isWorkingDay: z.stringbool({ truthy: ['true'], falsy: ['false'] }),
  certainty: z.enum(['CONFIRMED', 'FROM_MEMORY', 'POLICY_ONLY']),
  source: z.string().min(1),
});

/** The days off and the made-up working days on record, from holiday-calendar.csv. */
export function readHolidayCalendar(): CalendarDay[] {
  return z.array(line).parse(parse(readFileSync(FILE, 'utf8'), { columns: true }));
}

/** Which days offices work. */
export interface HolidayCalendar {
  isWorkingDay: (day: Day) => boolean;
  /** Whether the days off of a year are on record. */
  covers: (year: number) => boolean;
}

function isWeekend(day: Day): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6;
}

/**
 * Makes the calendar of the days given: what they say goes, otherwise Monday to Friday are worked.
 * A year is covered when both its first and its last fixed holiday are on record, 1 January and 2 September.
 */
export function holidayCalendar(
  days: readonly Pick<CalendarDay, 'day' | 'isWorkingDay'>[],
): HolidayCalendar {
  const exceptions = new Map(days.map(({ day, isWorkingDay }) => [day, isWorkingDay]));
  return {
    isWorkingDay: (day) => exceptions.get(day) ?? !isWeekend(day),
    covers: (year) => exceptions.has(`${year}-01-01`) && exceptions.has(`${year}-09-02`),
  };
}
