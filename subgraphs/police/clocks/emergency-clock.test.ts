import { describe, expect, test } from '@jest/globals';
import { emergencyClock, hoursToEmergencyMeasures } from './emergency-clock.ts';
import { keptInTime } from './intervention-clock.ts';

/** 8 in the evening of 10 March in Việt Nam; twelve hours later is 8 in the morning of the 11th. */
const reportedAt = new Date('2022-03-10T13:00:00Z');
const none = { reportedAt, emergencyMeasuresAt: null, emergencyFound: true, unfounded: false };

function takenAt(moment: string) {
  return { ...none, emergencyMeasuresAt: new Date(moment) };
}

describe('measures taken', () => {
  test.each([
    ['at once', '2022-03-10T13:00:00.000Z', 0, 'MET'],
    ['after half an hour', '2022-03-10T13:30:00.000Z', 0.5, 'MET'],
    ['after exactly twelve hours', '2022-03-11T01:00:00.000Z', 12, 'MET'],
    ['a millisecond later', '2022-03-11T01:00:00.001Z', 12 + 1 / 3_600_000, 'MISSED'],
    ['days later', '2022-03-13T13:00:00.000Z', 72, 'MISSED'],
  ])('%s', (_, moment, hours, state) => {
    expect(hoursToEmergencyMeasures(takenAt(moment))).toBeCloseTo(hours, 9);
    expect(emergencyClock(takenAt(moment), '2022-12-31')).toBe(state);
  });
});

describe('no measures', () => {
  test.each([
    ['serious danger, on the day of the report', none, '2022-03-10', 'RUNNING'],
    ['serious danger, on the day the limit ends', none, '2022-03-11', 'RUNNING'],
    ['serious danger, the day after', none, '2022-03-12', 'MISSED'],
    ['no serious danger', { ...none, emergencyFound: false }, '2022-12-31', 'NOT_OWED'],
    ['not assessed', { ...none, emergencyFound: null }, '2022-12-31', 'NOT_ASSESSED'],
    ['unfounded', { ...none, emergencyFound: null, unfounded: true }, '2022-12-31', 'NOT_OWED'],
  ])('%s', (_, facts, today, state) => {
    expect(hoursToEmergencyMeasures(facts)).toBeNull();
    expect(emergencyClock(facts, today)).toBe(state);
  });
});

test('only a limit met or missed is answered yes or no', () => {
  expect(keptInTime('MET')).toBe(true);
  expect(keptInTime('MISSED')).toBe(false);
  for (const state of ['RUNNING', 'NOT_OWED', 'NOT_ASSESSED', 'CALENDAR_MISSING'] as const) {
    expect(keptInTime(state)).toBeNull();
  }
});
