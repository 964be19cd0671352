import { describe, expect, test } from '@jest/globals';
import { assessGrowth } from './assess-growth.ts';
import type { GrowthMeasurement } from './assess-growth.ts';
import { referenceRows, sdLine } from './growth-model.fixture.ts';
import type { Row, TableName } from './growth-model.fixture.ts';

/** A boy of two and a half years, well in every index. */
const boy: GrowthMeasurement = {
  sex: 'MALE',
  ageDays: 900,
  weightKg: 13,
  lengthOrHeightCm: 91,
  position: 'HEIGHT',
  hasOedema: false,
};

const nothingKnown = {
  weightForAgeZ: null,
  heightForAgeZ: null,
  weightForHeightZ: null,
  underweight: null,
  stunted: null,
  wasted: null,
  undernourished: null,
  implausible: [],
};

function boysRow(name: TableName, key: number): Row {
  const row = referenceRows(name, 'MALE').find(([at]) => at === key);
  if (row === undefined) throw new Error(`No row ${key} in ${name}.`);
  return row;
}

/** The weight so many SD steps beyond ±3, by the even steps of WHO's rule. */
function weightBeyond(row: Row, z: number): number {
  const side = Math.sign(z);
  const step = sdLine(row, 3 * side) - sdLine(row, 2 * side);
  return sdLine(row, 3 * side) + (Math.abs(z) - 3) * step;
}

describe('age', () => {
  test.each([
    [0, true],
    [1826, true],
    [1827, false],
    [-1, false],
  ])('on day %d a child is judged: %s', (ageDays, isJudged) => {
    const [weightKg, lengthOrHeightCm] = ageDays < 1 ? [3.3, 50] : [18, 110];
    const result = assessGrowth({ ...boy, ageDays, weightKg, lengthOrHeightCm, position: null });
    if (isJudged) expect(result).toMatchObject({ undernourished: false, implausible: [] });
    else expect(result).toEqual(nothingKnown);
  });

  test('oedema beyond the age is not judged either', () => {
    expect(assessGrowth({ ...boy, ageDays: 1827, hasOedema: true })).toEqual(nothingKnown);
  });

  test.each([NaN, 10.5, Infinity])('%d completed days is a fault of the caller', (ageDays) => {
    expect(() => assessGrowth({ ...boy, ageDays })).toThrow(/AGE_NOT_IN_COMPLETED_DAYS/);
  });
});

describe('position', () => {
  const height = (ageDays: number, cm: number, position: 'LENGTH' | 'HEIGHT' | null) =>
    assessGrowth({ ...boy, ageDays, lengthOrHeightCm: cm, position });

  test('on day 730 a standing height gains 0.7 cm, a length stays', () => {
    expect(height(730, 86.3, 'HEIGHT')).toEqual(height(730, 87, 'LENGTH'));
    expect(height(730, 87, null)).toEqual(height(730, 87, 'LENGTH'));
    expect(height(730, 87, 'HEIGHT')).not.toEqual(height(730, 87, 'LENGTH'));
  });

  test('on day 731 a length loses 0.7 cm, a height stays', () => {
    expect(height(731, 87.7, 'LENGTH')).toEqual(height(731, 87, 'HEIGHT'));
    expect(height(731, 87, null)).toEqual(height(731, 87, 'HEIGHT'));
    expect(height(731, 87, 'LENGTH')).not.toEqual(height(731, 87, 'HEIGHT'));
  });

  test('up to 273 days standing is not believed, from 274 it is', () => {
    expect(height(273, 70, 'HEIGHT')).toEqual(height(273, 70, 'LENGTH'));
    expect(height(274, 70, 'HEIGHT')).toEqual(height(274, 70.7, 'LENGTH'));
  });

  test('a length of 103.1 cm lying at three years is a height of 102.4 cm, in spite of binary fractions', () => {
    const lying = assessGrowth({
      ...boy,
      ageDays: 1300,
      lengthOrHeightCm: 103.1,
      position: 'LENGTH',
    });
    const row = boysRow('weight-for-height', 1024);
    const z = ((13 / row[2]) ** row[1] - 1) / (row[1] * row[3]);
    expect(Math.abs((lying.weightForHeightZ ?? NaN) - z)).toBeLessThan(0.0051);
  });
});

describe('ends of the tables by length and height', () => {
  test.each([
    [730, 'LENGTH', 44.9, 2.4, false],
    [730, 'LENGTH', 44.99, 2.4, false],
    [730, 'LENGTH', 45, 2.4, true],
    [730, 'HEIGHT', 44.3, 2.4, true],
    [730, 'LENGTH', 110, 18, true],
    [730, 'HEIGHT', 109.3, 18, true],
    [730, 'LENGTH', 110.01, 18, false],
    [731, 'HEIGHT', 64.9, 7.4, false],
    [731, 'HEIGHT', 65, 7.4, true],
    [731, 'LENGTH', 65.7, 7.4, true],
    [731, 'HEIGHT', 120, 22, true],
    [731, 'LENGTH', 120.7, 22, true],
    [731, 'HEIGHT', 120.1, 22, false],
  ] as const)(
    'day %d, %s %d cm, %d kg: has weight-for-height %s',
    (ageDays, position, cm, kg, has) => {
      const taken = { ...boy, ageDays, position, lengthOrHeightCm: cm, weightKg: kg };
      const { weightForHeightZ, implausible } = assessGrowth(taken);
      expect(weightForHeightZ === null).toBe(!has);
      expect(implausible).not.toContain('WEIGHT_FOR_HEIGHT');
    },
  );

  test('half way between two rows the median is half way too', () => {
    const [low, high] = [boysRow('weight-for-height', 900), boysRow('weight-for-height', 901)];
    const taken = { ...boy, lengthOrHeightCm: 90.05, weightKg: (low[2] + high[2]) / 2 };
    expect(assessGrowth(taken).weightForHeightZ).toBe(0);
  });
});

describe('flags, at their exact limits', () => {
  const weightRow = boysRow('weight-for-age', 900);
  const heightRow = boysRow('height-for-age', 900);
  const sizeRow = boysRow('weight-for-height', 910);

  test.each([-6, -6.004, 5, 5.004])('weight-for-age %d is kept', (z) => {
    const weightKg = weightBeyond(weightRow, z);
    const result = assessGrowth({ ...boy, weightKg, lengthOrHeightCm: null });
    expect(result).toMatchObject({ weightForAgeZ: Math.round(z), implausible: [] });
  });

  test.each([-6.006, 5.006, 5.5])('weight-for-age %d is implausible', (z) => {
    const weightKg = weightBeyond(weightRow, z);
    const result = assessGrowth({ ...boy, weightKg, lengthOrHeightCm: null });
    expect(result).toEqual({ ...nothingKnown, implausible: ['WEIGHT_FOR_AGE'] });
  });

  test.each([-6, -6.004, 6, 6.004])('height-for-age %d is kept', (z) => {
    const lengthOrHeightCm = sdLine(heightRow, z);
    const result = assessGrowth({ ...boy, weightKg: null, lengthOrHeightCm });
    expect(result).toMatchObject({ heightForAgeZ: Math.round(z), implausible: [] });
  });

  test.each([-6.006, 6.006])('height-for-age %d is implausible', (z) => {
    const lengthOrHeightCm = sdLine(heightRow, z);
    const result = assessGrowth({ ...boy, weightKg: null, lengthOrHeightCm });
    expect(result).toEqual({ ...nothingKnown, implausible: ['HEIGHT_FOR_AGE'] });
  });

  test.each([-5, -5.004, 5, 5.004])('weight-for-height %d is kept', (z) => {
    const result = assessGrowth({ ...boy, weightKg: weightBeyond(sizeRow, z) });
    expect(result.weightForHeightZ).toBe(Math.round(z));
    expect(result.implausible).not.toContain('WEIGHT_FOR_HEIGHT');
  });

  test.each([-5.006, 5.006])('weight-for-height %d is implausible', (z) => {
    const result = assessGrowth({ ...boy, weightKg: weightBeyond(sizeRow, z) });
    expect(result).toMatchObject({ weightForHeightZ: null, wasted: null });
    expect(result.implausible).toContain('WEIGHT_FOR_HEIGHT');
  });
});
