import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../shared/time/day.ts';
import { addWorkingDays } from './working-days.ts';

const FIRST = '2021-12-27';
const span = Array.from({ length: 400 }, (_, index) => addDays(FIRST, index));

const isWeekday = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

describe('by the week alone', () => {
  // 11 March 2022 is a Friday.
  test.each([
    ['2022-03-11', 0, '2022-03-11'],
    ['2022-03-11', 1, '2022-03-14'],
    ['2022-03-11', 5, '2022-03-18'],
    ['2022-03-12', 5, '2022-03-18'],
    ['2022-03-13', 5, '2022-03-18'],
    ['2022-03-14', 5, '2022-03-21'],
  ])('%s and %i working days is %s', (day, days, expected) => {
    expect(addWorkingDays(day, days, isWeekday)).toBe(expected);
  });
});

test('agrees with counting off a list of the days worked', () => {
  const daysOff = fc.uniqueArray(fc.nat(399), { maxLength: 120 });
  fc.assert(
    fc.property(fc.nat(200), fc.integer({ min: 1, max: 30 }), daysOff, (start, days, off) => {
      const worked = span.filter((day, index) => isWeekday(day) && !off.includes(index));
      const day = addDays(FIRST, start);
      const expected = worked.filter((candidate) => candidate > day)[days - 1];
      fc.pre(expected !== undefined);
      expect(addWorkingDays(day, days, (candidate) => worked.includes(candidate))).toBe(expected);
    }),
  );
});
