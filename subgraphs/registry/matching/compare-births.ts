import type { Day } from '../../../shared/time/day.ts';
import { isDay } from '../../../shared/time/day.ts';

/**
 * How far two dates of birth agree. SWAPPED: day and month exchanged. YEAR_ONLY: the same year, and the record knows no
 * more or says 1 January. ONE_PART: day, month or year differs, the other two agree. MISSING: the record has none.
 */
export type BirthLikeness = 'SAME' | 'SWAPPED' | 'YEAR_ONLY' | 'ONE_PART' | 'DIFFERENT' | 'MISSING';

/** A date of birth, or what is known of it. */
export interface Birth {
  day: Day | null;
  year: number | null;
}

/** The same date with day and month exchanged; null where that is no date, or no other one. */
export function swapped(day: Day): Day | null {
  const other = `${day.slice(0, 4)}-${day.slice(8, 10)}-${day.slice(5, 7)}`;
  return other !== day && isDay(other) ? other : null;
}

/** Whether a date is what programs write where only the year is known. */
export function isNewYear(day: Day): boolean {
  return day.endsWith('-01-01');
}

function equalParts(one: Day, other: Day): number {
  const isEqual = (from: number, to: number) => one.slice(from, to) === other.slice(from, to);
  return [isEqual(0, 4), isEqual(5, 7), isEqual(8, 10)].filter(Boolean).length;
}

/** Compares two days; the order in which they are given makes no difference. */
export function compareDays(one: Day, other: Day): BirthLikeness {
  if (one === other) return 'SAME';
  if (swapped(one) === other) return 'SWAPPED';
  const isYearOnly = isNewYear(one) || isNewYear(other);
  if (isYearOnly && one.slice(0, 4) === other.slice(0, 4)) return 'YEAR_ONLY';
  return equalParts(one, other) === 2 ? 'ONE_PART' : 'DIFFERENT';
}

/** Compares what a record says of a birth with a child's date of birth. */
export function compareBirths(record: Birth, child: Day): BirthLikeness {
  if (record.day !== null) return compareDays(record.day, child);
  if (record.year === null) return 'MISSING';
  return record.year === Number(child.slice(0, 4)) ? 'YEAR_ONLY' : 'DIFFERENT';
}
