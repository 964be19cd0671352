import { isAgeOfLength } from './age.ts';
import { lmsAt, lmsBetween, whoStandards } from './reference.ts';
import type { Sex } from './reference.ts';
import { lmsZScore, roundToHundredths, weightZScore } from './z-score.ts';

export const growthIndices = ['WEIGHT_FOR_AGE', 'HEIGHT_FOR_AGE', 'WEIGHT_FOR_HEIGHT'] as const;
export type GrowthIndex = (typeof growthIndices)[number];

/** A z-score outside these bounds is flagged: the measure, the age or the record is wrong (WHO 2006). */
const plausibleRange: Readonly<Record<GrowthIndex, readonly [number, number]>> = {
  WEIGHT_FOR_AGE: [-6, 5],
  HEIGHT_FOR_AGE: [-6, 6],
  WEIGHT_FOR_HEIGHT: [-5, 5],
};

/** Whether a z-score, already rounded to two decimals, lies outside the plausible range; the bounds are inside. */
export function isImplausible(index: GrowthIndex, z: number | null): boolean {
  const [lowest, highest] = plausibleRange[index];
  return z !== null && (z < lowest || z > highest);
}

/** Weight-for-age to two decimals; null without a weight or outside 0-1826 days. */
export function weightForAge(sex: Sex, ageDays: number, weightKg: number | null): number | null {
  const lms = lmsAt(whoStandards.weightForAge[sex], ageDays);
  return weightKg === null || lms === null ? null : roundToHundredths(weightZScore(weightKg, lms));
}

/** Length- or height-for-age to two decimals, of a measure in the position of the age; null as for weight. */
export function heightForAge(sex: Sex, ageDays: number, cm: number | null): number | null {
  const lms = lmsAt(whoStandards.heightForAge[sex], ageDays);
  return cm === null || lms === null ? null : roundToHundredths(lmsZScore(cm, lms));
}

/**
 * Weight-for-length (below 731 days, 45-110 cm) or weight-for-height (65-120 cm) to two decimals, of a measure in
 * the position of the age; null without both measures or outside those lengths.
 */
export function weightForHeight(
  sex: Sex,
  ageDays: number,
  weightKg: number | null,
  cm: number | null,
): number | null {
  if (weightKg === null || cm === null) return null;
  const { weightForLength, weightForHeight } = whoStandards;
  const tables = isAgeOfLength(ageDays) ? weightForLength : weightForHeight;
  const lms = lmsBetween(tables[sex], cm);
  return lms === null ? null : roundToHundredths(weightZScore(weightKg, lms));
}
