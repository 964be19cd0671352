import { describe, expect, test } from '@jest/globals';
import { holidayCalendar, readHolidayCalendar } from './holiday-calendar.ts';
import { planClock, planDueOn } from './plan-clock.ts';
import { vietnamDay } from './vietnam-day.ts';

const calendar = holidayCalendar(readHolidayCalendar());

describe('the plan is due five working days after the day of receipt', () => {
  test.each([
    ['a plain Thursday', '2022-03-10', '2022-03-17'],
    ['a Friday', '2022-03-11', '2022-03-18'],
    ['a Saturday', '2022-03-12', '2022-03-18'],
    ['a Sunday', '2022-03-13', '2022-03-18'],
    ['over 30 April and 1 May with their days in lieu', '2022-04-28', '2022-05-09'],
    ['over Tết', '2022-01-28', '2022-02-11'],
    ['over New Year, into the next year', '2022-12-30', '2023-01-09'],
    ['over a Saturday worked in exchange', '2024-04-25', '2024-05-06'],
    ['the day before the first year on record', '2018-12-31', '2019-01-07'],
  ])('received on %s', (_, receivedOn, dueOn) => {
    expect(planDueOn(receivedOn, calendar)).toBe(dueOn);
  });

  test.each([
    ['before the calendar', '2018-12-28'],
    ['running out of the calendar', '2026-12-28'],
    ['after the calendar', '2031-05-05'],
  ])('cannot be told %s', (_, receivedOn) => {
    expect(planDueOn(receivedOn, calendar)).toBeNull();
  });
});

describe('the day of receipt is the day in Việt Nam', () => {
  test.each([
    ['2022-03-10T16:59:59.999Z', '2022-03-10'],
    ['2022-03-10T17:00:00.000Z', '2022-03-11'],
    ['2022-12-31T17:00:00.000Z', '2023-01-01'],
  ])('%s is %s', (moment, day) => {
    expect(vietnamDay(new Date(moment))).toBe(day);
  });
});

describe('the plan clock', () => {
  const none = { planApprovedOn: null, closedOn: null, unfounded: false };
  const due = '2022-03-17';

  test.each([
    [
      'approved on the last day',
      { ...none, planApprovedOn: '2022-03-17' },
      due,
      '2022-12-31',
      'MET',
    ],
    ['approved a day late', { ...none, planApprovedOn: '2022-03-18' }, due, '2022-12-31', 'MISSED'],
    ['none on the last day', none, due, '2022-03-17', 'RUNNING'],
    ['none the day after', none, due, '2022-03-18', 'MISSED'],
    [
      'unfounded',
      { ...none, closedOn: '2022-03-20', unfounded: true },
      due,
      '2022-12-31',
      'NOT_OWED',
    ],
    [
      'closed before it was due',
      { ...none, closedOn: '2022-03-17' },
      due,
      '2022-12-31',
      'NOT_OWED',
    ],
    ['closed after it was due', { ...none, closedOn: '2022-03-18' }, due, '2022-12-31', 'MISSED'],
    [
      'no calendar',
      { ...none, planApprovedOn: '2031-03-17' },
      null,
      '2031-12-31',
      'CALENDAR_MISSING',
    ],
    [
      'no calendar, unfounded',
      { ...none, closedOn: '2031-03-20', unfounded: true },
      null,
      '2031-12-31',
      'NOT_OWED',
    ],
  ])('%s', (_, facts, dueOn, today, state) => {
    expect(planClock(facts, dueOn, today)).toBe(state);
  });
});
