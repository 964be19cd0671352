import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, ageInYears, daysBetween, isDay } from './day.ts';
import type { Day } from './day.ts';

const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date): Day => date.toISOString().slice(0, 10));

describe('a day', () => {
  test.each(['2022-02-28', '2024-02-29', '2000-02-29', '1000-01-01', '9999-12-31'])(
    '%s exists',
    (text) => {
      expect(isDay(text)).toBe(true);
    },
  );

  test.each([
    '2022-02-29',
    '1900-02-29',
    '2022-04-31',
    '2022-13-01',
    '2022-00-10',
    '2022-01-00',
    '2022-1-1',
    '31/12/2022',
    '',
    '2022-12-31T00:00:00Z',
    '２０２２-01-01',
    '0999-12-31',
  ])('%j does not', (text) => {
    expect(isDay(text)).toBe(false);
  });

  test('any date of the calendar exists', () => {
    fc.assert(fc.property(day, isDay));
  });
});

describe('counting days', () => {
  test('forth and back is the same', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: -40_000, max: 40_000 }),
        (from, days) => daysBetween(from, addDays(from, days)) === days,
      ),
    );
  });

  test('agrees with the calendar of JavaScript', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -40_000, max: 40_000 }), (from, days) => {
        const date = new Date(`${from}T00:00:00Z`);
        date.setUTCDate(date.getUTCDate() + days);
        expect(addDays(from, days)).toBe(date.toISOString().slice(0, 10));
      }),
    );
  });
});

describe('counting months', () => {
  test.each([
    ['2016-10-15', 72, '2022-10-15'],
    ['2020-01-31', 1, '2020-02-29'],
    ['2021-01-31', 1, '2021-02-28'],
    ['2020-02-29', 12, '2021-02-28'],
    ['2021-12-31', 2, '2022-02-28'],
    ['2021-03-31', -1, '2021-02-28'],
  ])('%s and %d months is %s', (from, months, expected) => {
    expect(addMonths(from, months)).toBe(expected);
  });
});

describe('age', () => {
  test.each([
    ['2016-12-31', '2022-12-30', 5],
    ['2016-12-31', '2022-12-31', 6],
    ['2020-02-29', '2021-02-28', 0],
    ['2020-02-29', '2021-03-01', 1],
    ['2022-12-31', '2022-12-31', 0],
  ])('of a child born %s is, on %s, %d', (born, on, years) => {
    expect(ageInYears(born, on)).toBe(years);
  });
});
