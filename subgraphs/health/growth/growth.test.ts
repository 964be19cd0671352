import { describe, expect, test } from '@jest/globals';
import { assessGrowth } from './assess-growth.ts';
import type { GrowthMeasurement } from './assess-growth.ts';
import { referenceRows, sdLine } from './growth-model.fixture.ts';
import type { Row, TableName } from './growth-model.fixture.ts';
import * as published from './published-values.fixture.ts';
import type { PublishedRow } from './published-values.fixture.ts';
import { roundToHundredths } from './z-score.ts';

/** A measurement with nothing measured yet. */
const blank: GrowthMeasurement = {
  sex: 'MALE',
  ageDays: 400,
  weightKg: null,
  lengthOrHeightCm: null,
  position: null,
  hasOedema: false,
};

/** The z-score that a table gives for a measure at one of its keys. */
const zAt: Record<TableName, (base: GrowthMeasurement, key: number, y: number) => number | null> = {
  'weight-for-age': (base, ageDays, weightKg) =>
    assessGrowth({ ...base, ageDays, weightKg }).weightForAgeZ,
  'height-for-age': (base, ageDays, lengthOrHeightCm) =>
    assessGrowth({ ...base, ageDays, lengthOrHeightCm }).heightForAgeZ,
  'weight-for-length': (base, mm, weightKg) =>
    assessGrowth({ ...base, weightKg, lengthOrHeightCm: mm / 10 }).weightForHeightZ,
  'weight-for-height': (base, mm, weightKg) =>
    assessGrowth({ ...base, ageDays: 1200, weightKg, lengthOrHeightCm: mm / 10 }).weightForHeightZ,
};

describe('every row of the WHO tables', () => {
  const sds = [-3, -2, -1, 0, 1, 2, 3];
  const tables: [TableName, number, number][] = [
    ['weight-for-age', 0, 1826],
    ['height-for-age', 0, 1826],
    ['weight-for-length', 450, 1100],
    ['weight-for-height', 650, 1200],
  ];

  for (const [name, first, last] of tables) {
    for (const sex of ['MALE', 'FEMALE'] as const) {
      const rows = referenceRows(name, sex);
      const base = { ...blank, sex };

      test(`${name}, ${sex}: a row for each key from ${first} to ${last}`, () => {
        expect(rows.map(([key]) => key)).toEqual(rows.map((_, place) => first + place));
        expect(rows.at(-1)?.[0]).toBe(last);
      });

      test(`${name}, ${sex}: the measure at -3 to 3 SD has that z-score, the median 0`, () => {
        const scores = (row: Row) => sds.map((sd) => zAt[name](base, row[0], sdLine(row, sd)));
        expect(rows.map(scores)).toEqual(rows.map(() => sds));
      });
    }
  }
});

describe("WHO's published values", () => {
  const rounding = 0.05;
  const tables: [TableName, readonly PublishedRow[]][] = [
    ['weight-for-age', published.weightForAgeRows],
    ['height-for-age', published.heightForAgeRows],
    [
      'weight-for-length',
      published.weightForLengthRows.map((row) => ({ ...row, at: row.at * 10 })),
    ],
    [
      'weight-for-height',
      published.weightForHeightRows.map((row) => ({ ...row, at: row.at * 10 })),
    ],
  ];

  for (const [name, rows] of tables) {
    test.each(rows)(`${name} $sex at $at, within the rounding of the printed figure`, (row) => {
      row.measures.forEach((measure, place) => {
        const z = (y: number) => zAt[name]({ ...blank, sex: row.sex }, row.at, y) ?? NaN;
        expect(z(measure - rounding)).toBeLessThanOrEqual(place - 3);
        expect(z(measure + rounding)).toBeGreaterThanOrEqual(place - 3);
      });
    });
  }

  test.each(published.fourSdWeights)('$kg kg is $z SD ($sex, day $ageDays, $cm cm)', (row) => {
    const { sex, ageDays, cm, kg, z } = row;
    const result = assessGrowth({ ...blank, sex, ageDays, weightKg: kg, lengthOrHeightCm: cm });
    expect(cm === null ? result.weightForAgeZ : result.weightForHeightZ).toBe(z);
  });

  test.each(published.fourSdHeights)('$cm cm is $z SD ($sex, day $ageDays)', (row) => {
    expect(assessGrowth({ ...blank, ...row, lengthOrHeightCm: row.cm }).heightForAgeZ).toBe(row.z);
  });

  test.each(published.softwareHeights)('$cm cm has z $z ($sex, $position, day $ageDays)', (row) => {
    expect(assessGrowth({ ...blank, ...row, lengthOrHeightCm: row.cm }).heightForAgeZ).toBe(row.z);
  });

  test('17 kg on day 1522 has z 0.24 (girl)', () => {
    const taken = { ...blank, sex: 'FEMALE', ageDays: 1522, weightKg: 17 } as const;
    expect(assessGrowth(taken).weightForAgeZ).toBe(0.24);
  });

  test("what WHO's software flags is implausible here: 10.37 kg on day 1, 72.86 cm on day 987", () => {
    const heavy = assessGrowth({ ...blank, sex: 'FEMALE', ageDays: 1, weightKg: 10.37 });
    expect(heavy).toMatchObject({ weightForAgeZ: null, implausible: ['WEIGHT_FOR_AGE'] });
    const short = { ...blank, ageDays: 987, lengthOrHeightCm: 72.86, position: 'LENGTH' } as const;
    expect(assessGrowth(short)).toMatchObject({
      heightForAgeZ: null,
      stunted: null,
      implausible: ['HEIGHT_FOR_AGE'],
    });
  });
});

describe('rounding to two decimals', () => {
  test.each([
    [0.125, 0.12],
    [0.375, 0.38],
    [0.625, 0.62],
    [0.875, 0.88],
    [-0.125, -0.12],
    [-0.375, -0.38],
    [2.675, 2.67],
    [1.005, 1],
    [-2.0049, -2],
    [-2.0051, -2.01],
    [3, 3],
  ])('%d becomes %d, as in R', (value, rounded) => {
    expect(roundToHundredths(value)).toBe(rounded);
  });

  test('a tiny negative becomes 0, not -0', () => {
    expect(roundToHundredths(-0.001)).toBe(0);
  });
});
