import { isUnderFive } from './age.ts';
import type { GrowthIndex } from './indices.ts';
import {
  growthIndices,
  heightForAge,
  isImplausible,
  weightForAge,
  weightForHeight,
} from './indices.ts';
import type { Malnutrition, ZScores } from './malnutrition.ts';
import { classifyMalnutrition } from './malnutrition.ts';
import type { Position } from './position.ts';
import { toPositionOfAge } from './position.ts';
import type { Sex } from './reference.ts';

/** One weighing and measuring of one child. */
export interface GrowthMeasurement {
  sex: Sex;
  /** Completed days from birth to the day of measuring. */
  ageDays: number;
  weightKg: number | null;
  /** As read off the board, before any correction. */
  lengthOrHeightCm: number | null;
  /** Null where unknown: then taken as lying below 731 days, standing from then on. */
  position: Position | null;
  /** Pitting oedema of both feet: the weight then says nothing. */
  hasOedema: boolean;
}

/** What the WHO standards say of one measurement; every z-score to two decimals, null where there is none. */
export interface GrowthAssessment extends ZScores, Malnutrition {
  /** The indices whose z-score is null because it came out beyond what a living child can have. */
  implausible: readonly GrowthIndex[];
}

const notAssessed: GrowthAssessment = {
  weightForAgeZ: null,
  heightForAgeZ: null,
  weightForHeightZ: null,
  underweight: null,
  stunted: null,
  wasted: null,
  undernourished: null,
  implausible: [],
};

/** A measure that was really taken: a finite number above zero, or null. */
function measured(value: number | null): number | null {
  return value !== null && Number.isFinite(value) && value > 0 ? value : null;
}

function scoreIndices(taken: GrowthMeasurement): Record<GrowthIndex, number | null> {
  const { sex, ageDays, position } = taken;
  const weight = taken.hasOedema ? null : measured(taken.weightKg);
  const cm = measured(taken.lengthOrHeightCm);
  const height = cm === null ? null : toPositionOfAge(cm, position, ageDays);
  return {
    WEIGHT_FOR_AGE: weightForAge(sex, ageDays, weight),
    HEIGHT_FOR_AGE: heightForAge(sex, ageDays, height),
    WEIGHT_FOR_HEIGHT: weightForHeight(sex, ageDays, weight, height),
  };
}

function keepPlausible(index: GrowthIndex, z: number | null): number | null {
  return isImplausible(index, z) ? null : z;
}

/**
 * Judges one measurement by the WHO Child Growth Standards (2006), in the way of WHO's own software (R package
 * anthro 1.1): z-scores by day of age, rounded to two decimals, then flagged, then compared with the cut-off.
 *
 * Null, and no error, where a record cannot be judged: an age before birth or from 60 months (day 1827) on, a measure
 * missing, not above zero or not finite, a length beyond the tables. `undernourished` is null unless a form is known
 * to be present or all three are known to be absent.
 *
 * Throws RangeError when `ageDays` is not a whole number: that is a fault of the caller, not of the record.
 */
export function assessGrowth(taken: GrowthMeasurement): GrowthAssessment {
  if (!Number.isInteger(taken.ageDays)) {
    throw new RangeError(
      `AGE_NOT_IN_COMPLETED_DAYS: ${taken.ageDays} is not a whole number; give the age in completed days.`,
    );
  }
  if (!isUnderFive(taken.ageDays)) return notAssessed;
  const scores = scoreIndices(taken);
  const zScores = {
    weightForAgeZ: keepPlausible('WEIGHT_FOR_AGE', scores.WEIGHT_FOR_AGE),
    heightForAgeZ: keepPlausible('HEIGHT_FOR_AGE', scores.HEIGHT_FOR_AGE),
    weightForHeightZ: keepPlausible('WEIGHT_FOR_HEIGHT', scores.WEIGHT_FOR_HEIGHT),
  };
  const malnutrition = classifyMalnutrition(zScores, taken.hasOedema);
  const implausible = growthIndices.filter((index) => isImplausible(index, scores[index]));
  return { ...zScores, ...malnutrition, implausible };
}
