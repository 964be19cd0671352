import { describe, expect, test } from '@jest/globals';
import { assessGrowth } from './assess-growth.ts';
import type { GrowthMeasurement } from './assess-growth.ts';
import { classifyMalnutrition } from './malnutrition.ts';

const girl: GrowthMeasurement = {
  sex: 'FEMALE',
  ageDays: 900,
  weightKg: 12.5,
  lengthOrHeightCm: 90,
  position: 'HEIGHT',
  hasOedema: false,
};

describe('the three forms', () => {
  test('begin strictly below -2', () => {
    const at = { weightForAgeZ: -2, heightForAgeZ: -2, weightForHeightZ: -2 };
    expect(classifyMalnutrition(at, false)).toEqual({
      underweight: false,
      stunted: false,
      wasted: false,
      undernourished: false,
    });
    const below = { weightForAgeZ: -2.01, heightForAgeZ: -2.01, weightForHeightZ: -2.01 };
    expect(classifyMalnutrition(below, false)).toEqual({
      underweight: true,
      stunted: true,
      wasted: true,
      undernourished: true,
    });
  });

  test.each([
    [-3, 0, 0, true],
    [0, -3, 0, true],
    [0, 0, -3, true],
    [0, 0, 0, false],
    [null, -3, null, true],
    [null, 0, 0, null],
    [0, null, 0, null],
    [0, 0, null, null],
    [null, null, null, null],
  ])(
    'weight %p, height %p, weight-for-height %p: undernourished %p',
    (weight, height, both, any) => {
      const z = { weightForAgeZ: weight, heightForAgeZ: height, weightForHeightZ: both };
      expect(classifyMalnutrition(z, false).undernourished).toBe(any);
    },
  );
});

describe('oedema', () => {
  test('leaves no z-score of weight, yet counts as underweight and wasted', () => {
    const { heightForAgeZ } = assessGrowth(girl);
    expect(heightForAgeZ).not.toBeNull();
    expect(assessGrowth({ ...girl, hasOedema: true })).toEqual({
      weightForAgeZ: null,
      heightForAgeZ,
      weightForHeightZ: null,
      underweight: true,
      stunted: false,
      wasted: true,
      undernourished: true,
      implausible: [],
    });
  });

  test('counts without any measure, and whatever the weight', () => {
    const bare = { ...girl, weightKg: null, lengthOrHeightCm: null, hasOedema: true };
    const swollen = { ...girl, weightKg: 60, hasOedema: true };
    for (const taken of [bare, swollen]) {
      expect(assessGrowth(taken)).toMatchObject({ undernourished: true, implausible: [] });
    }
  });
});

describe('what was not measured', () => {
  test.each([null, 0, -3, NaN, Infinity])('weight %p', (weightKg) => {
    const { heightForAgeZ } = assessGrowth(girl);
    expect(assessGrowth({ ...girl, weightKg })).toEqual({
      weightForAgeZ: null,
      heightForAgeZ,
      weightForHeightZ: null,
      underweight: null,
      stunted: false,
      wasted: null,
      undernourished: null,
      implausible: [],
    });
  });

  test.each([null, 0, -90, NaN, Infinity])('height %p', (lengthOrHeightCm) => {
    const { weightForAgeZ } = assessGrowth(girl);
    expect(assessGrowth({ ...girl, lengthOrHeightCm })).toEqual({
      weightForAgeZ,
      heightForAgeZ: null,
      weightForHeightZ: null,
      underweight: false,
      stunted: null,
      wasted: null,
      undernourished: null,
      implausible: [],
    });
  });
});
