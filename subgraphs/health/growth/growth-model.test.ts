import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assessGrowth } from './assess-growth.ts';
import type { GrowthAssessment, GrowthMeasurement } from './assess-growth.ts';
import { modelScores } from './growth-model.fixture.ts';
import type { GrowthIndex } from './indices.ts';

interface Case {
  taken: GrowthMeasurement;
  /** The length or height in tenths of a millimetre. */
  tenths: number;
}

/** Children of any age with any weight and length, most of them near enough to real ones. */
const cases: fc.Arbitrary<Case> = fc
  .record({
    sex: fc.constantFrom('MALE' as const, 'FEMALE' as const),
    ageDays: fc.oneof(fc.integer({ min: 0, max: 1900 }), fc.integer({ min: 725, max: 735 })),
    weightKg: fc.oneof(
      fc.integer({ min: 1, max: 400 }).map((n) => n / 10),
      fc.integer({ min: 1, max: 4000 }).map((n) => n / 100),
    ),
    tenths: fc.oneof(
      fc.integer({ min: 400, max: 1250 }).map((n) => n * 10),
      fc.integer({ min: 4000, max: 12500 }),
    ),
    position: fc.constantFrom('LENGTH' as const, 'HEIGHT' as const, null),
    hasOedema: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  })
  .map(({ tenths, ...rest }) => ({ taken: { ...rest, lengthOrHeightCm: tenths / 100 }, tenths }));

/** Children whose measures suit their age, so that none of the three indices is missing. */
const likelyCases: fc.Arbitrary<Case> = fc
  .record({
    base: cases,
    ageDays: fc.integer({ min: 0, max: 1826 }),
    height: fc.integer({ min: 85, max: 115 }),
    weight: fc.integer({ min: 60, max: 140 }),
  })
  .map(({ base, ageDays, height, weight }) => {
    const years = ageDays / 365.25;
    const tenths = Math.round((5000 + 3000 * Math.sqrt(years / 1.25)) * (height / 100));
    const weightKg = Math.round((3.4 + 6.2 * Math.sqrt(years)) * weight) / 100;
    return { taken: { ...base.taken, ageDays, weightKg, lengthOrHeightCm: tenths / 100 }, tenths };
  });

const limits: Record<GrowthIndex, [number, number]> = {
  WEIGHT_FOR_AGE: [-6, 5],
  HEIGHT_FOR_AGE: [-6, 6],
  WEIGHT_FOR_HEIGHT: [-5, 5],
};

/** The two ways meet: same missing, same flagged, and within half a hundredth otherwise. */
function expectSame(
  index: GrowthIndex,
  model: number | null,
  z: number | null,
  { implausible }: GrowthAssessment,
): void {
  const [low, high] = limits[index];
  const isBeyond = model !== null && (model < low - 0.005 || model > high + 0.005);
  expect(implausible.includes(index)).toBe(isBeyond);
  if (model === null || isBeyond) expect(z).toBeNull();
  else expect(Math.abs((z ?? NaN) - model)).toBeLessThan(0.005 + 1e-9);
}

function check({ taken, tenths }: Case): void {
  const result = assessGrowth(taken);
  const isUnderFive = taken.ageDays <= 1826;
  const none = { weightForAge: null, heightForAge: null, weightForHeight: null };
  const model = isUnderFive ? modelScores(taken, tenths) : none;
  expectSame('WEIGHT_FOR_AGE', model.weightForAge, result.weightForAgeZ, result);
  expectSame('HEIGHT_FOR_AGE', model.heightForAge, result.heightForAgeZ, result);
  expectSame('WEIGHT_FOR_HEIGHT', model.weightForHeight, result.weightForHeightZ, result);
}

describe('z-scores against a second way of finding them', () => {
  test('for any measurement', () => {
    fc.assert(fc.property(cases, check), { numRuns: 5000 });
  });

  test('for likely measurements', () => {
    fc.assert(fc.property(likelyCases, check), { numRuns: 5000 });
  });

  test('at every length and height to 0.05 cm, in every position and on both sides of 731 days', () => {
    for (let tenths = 4400; tenths <= 12100; tenths += 5) {
      const measures = { weightKg: tenths / 700, lengthOrHeightCm: tenths / 100, hasOedema: false };
      check({ taken: { ...measures, sex: 'MALE', ageDays: 730, position: 'HEIGHT' }, tenths });
      check({ taken: { ...measures, sex: 'FEMALE', ageDays: 730, position: 'LENGTH' }, tenths });
      check({ taken: { ...measures, sex: 'MALE', ageDays: 731, position: 'LENGTH' }, tenths });
      check({ taken: { ...measures, sex: 'FEMALE', ageDays: 731, position: 'HEIGHT' }, tenths });
    }
  });
});

describe('forms of malnutrition', () => {
  test('follow from the z-scores of any measurement', () => {
    fc.assert(
      fc.property(fc.oneof(cases, likelyCases), ({ taken }) => {
        const result = assessGrowth(taken);
        const oedema = taken.hasOedema && taken.ageDays <= 1826;
        const below = (z: number | null) => (z === null ? null : z <= -2.01);
        expect(result.underweight).toBe(oedema ? true : below(result.weightForAgeZ));
        expect(result.wasted).toBe(oedema ? true : below(result.weightForHeightZ));
        expect(result.stunted).toBe(below(result.heightForAgeZ));
        const forms = [result.underweight, result.stunted, result.wasted];
        const isAny = forms.some((form) => form === true);
        const isNone = forms.every((form) => form === false);
        expect(result.undernourished).toBe(isAny ? true : isNone ? false : null);
      }),
      { numRuns: 5000 },
    );
  });
});
