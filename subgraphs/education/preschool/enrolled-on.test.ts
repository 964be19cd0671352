import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../shared/time/day.ts';
import { isEnrolledOn, lastDayOfEnrolment } from './enrolled-on.ts';

const stay = { schoolYear: '2021-2022', enrolledOn: '2021-09-06', leftOn: null };

describe('an enrolment', () => {
  test.each([
    ['2021-09-05', false],
    ['2021-09-06', true],
    ['2022-05-31', true],
    ['2022-08-31', true],
    ['2022-09-01', false],
  ])('open to the end: on %s %s', (on, enrolled) => {
    expect(isEnrolledOn([stay], on)).toBe(enrolled);
  });

  test.each([
    ['2022-01-13', true],
    ['2022-01-14', true],
    ['2022-01-15', false],
  ])('left on 14 January: on %s %s', (on, enrolled) => {
    expect(isEnrolledOn([{ ...stay, leftOn: '2022-01-14' }], on)).toBe(enrolled);
  });

  test('none covers no day', () => {
    expect(isEnrolledOn([], '2022-01-14')).toBe(false);
  });
});

/** Every day a stay covers, told one by one. */
function daysOf(first: string, last: string): string[] {
  return first > last ? [] : [first, ...daysOf(addDays(first, 1), last)];
}

const stays = fc.array(
  fc
    .record({
      year: fc.integer({ min: 2019, max: 2023 }),
      start: fc.nat(200),
      length: fc.option(fc.nat(100)),
    })
    .map(({ year, start, length }) => {
      const enrolledOn = addDays(`${year}-09-01`, start);
      const leftOn = length === null ? null : addDays(enrolledOn, length);
      return { schoolYear: `${year}-${year + 1}`, enrolledOn, leftOn };
    }),
  { maxLength: 4 },
);

test('agrees with a list of all the days', () => {
  fc.assert(
    fc.property(stays, fc.integer({ min: 0, max: 2_000 }), (enrolments, offset) => {
      const on = addDays('2019-07-01', offset);
      const days = new Set(
        enrolments.flatMap(({ schoolYear, enrolledOn, leftOn }) =>
          daysOf(enrolledOn, leftOn ?? `${schoolYear.split('-')[1] ?? ''}-08-31`),
        ),
      );
      expect(isEnrolledOn(enrolments, on)).toBe(days.has(on));
    }),
  );
});

test('the last day is the day the child left', () => {
  expect(lastDayOfEnrolment({ ...stay, leftOn: '2022-02-02' })).toBe('2022-02-02');
  expect(lastDayOfEnrolment(stay)).toBe('2022-08-31');
});
