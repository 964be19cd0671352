import { expect, test } from '@jest/globals';
import { judgeMeasurement } from '../judge-measurement.ts';
import type { RawMeasurement } from '../tables.ts';

/** A girl measured on her first birthday at WHO's medians for 12 months: 8.9 kg, 74.0 cm (simplified field tables). */
const girl: RawMeasurement = {
  childNo: 7,
  sex: 'FEMALE',
  dateOfBirth: '2021-03-01',
  measuredOn: '2022-03-01',
  weightKg: 8.9,
  lengthOrHeightCm: 74,
  position: 'LENGTH',
  hasOedema: false,
  recordedAt: new Date('2022-03-01T08:00:00Z'),
};

test('keeps what was measured and adds the judgement', () => {
  const row = judgeMeasurement(girl);
  expect(row).toMatchObject(girl);
  expect(row.weightForAgeZ).toBeCloseTo(0, 0);
  expect(row.heightForAgeZ).toBeCloseTo(0, 1);
  expect(row).toMatchObject({ undernourished: false, implausible: [] });
});

test('age counts completed days between the dates, leap day included', () => {
  // WHO: -3 SD length of girls is 76.7 cm on day 730 (length) and 76.0 cm on day 731 (height).
  const measured = { ...girl, dateOfBirth: '2018-02-28', weightKg: null, position: null };
  const day730 = judgeMeasurement({
    ...measured,
    measuredOn: '2020-02-28',
    lengthOrHeightCm: 76.7,
  });
  const day731 = judgeMeasurement({ ...measured, measuredOn: '2020-02-29', lengthOrHeightCm: 76 });
  expect(day730.heightForAgeZ).toBeCloseTo(-3, 1);
  expect(day731.heightForAgeZ).toBeCloseTo(-3, 1);
});

test('a measurement from the day after 60 months is kept but not judged', () => {
  const row = judgeMeasurement({
    ...girl,
    measuredOn: '2026-03-02',
    weightKg: 17.5,
    lengthOrHeightCm: 109,
  });
  expect(row).toMatchObject({
    weightKg: 17.5,
    weightForAgeZ: null,
    undernourished: null,
    implausible: [],
  });
});

test('oedema leaves no z-score of weight and counts as underweight and wasted', () => {
  expect(judgeMeasurement({ ...girl, hasOedema: true })).toMatchObject({
    weightForAgeZ: null,
    weightForHeightZ: null,
    underweight: true,
    wasted: true,
    undernourished: true,
  });
});
