import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { underSixCardEnd } from './under-six-card-end.ts';

describe('the last day of a card for children under six', () => {
  test.each([
    ['2016-01-01', '2022-09-30'],
    ['2016-02-29', '2022-09-30'],
    ['2017-09-12', '2023-09-30'],
    ['2016-09-29', '2022-09-30'],
    ['2016-09-30', '2022-09-30'],
    ['2016-10-01', '2022-10-31'],
    ['2016-10-15', '2022-10-31'],
    ['2016-11-30', '2022-11-30'],
    ['2016-12-31', '2022-12-31'],
    ['1999-12-01', '2005-12-31'],
  ])('born %s: %s', (dateOfBirth, end) => {
    expect(underSixCardEnd(dateOfBirth)).toBe(end);
  });

  test('a birth on 30 September comes to the same day as the end of the month of turning 72 months', () => {
    expect(underSixCardEnd('2018-09-30')).toBe('2024-09-30');
  });

  test('is as the decree reads, word by word', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1990, max: 2090 }),
        fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(9, 10)),
        fc.integer({ min: 1, max: 31 }),
        (year, month, date) => {
          const birth = new Date(Date.UTC(year, month - 1, date));
          fc.pre(birth.getUTCDate() === date);
          expect(underSixCardEnd(iso(birth))).toBe(iso(endByTheDecree(birth)));
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

function iso(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** Walks on from the birth, month by month and then day by day. */
function endByTheDecree(birth: Date): Date {
  const day = new Date(Date.UTC(birth.getUTCFullYear(), birth.getUTCMonth(), 1));
  for (let month = 0; month < 72; month += 1) day.setUTCMonth(day.getUTCMonth() + 1);
  const thirtieth = new Date(Date.UTC(birth.getUTCFullYear(), 8, 30));
  if (birth <= thirtieth) return new Date(Date.UTC(day.getUTCFullYear(), 8, 30));
  const month = day.getUTCMonth();
  while (day.getUTCMonth() === month) day.setUTCDate(day.getUTCDate() + 1);
  day.setUTCDate(day.getUTCDate() - 1);
  return day;
}
