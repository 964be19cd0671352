/** A form of malnutrition begins strictly below this z-score. */
const CUT_OFF = -2;

export interface ZScores {
  weightForAgeZ: number | null;
  heightForAgeZ: number | null;
  weightForHeightZ: number | null;
}

/** The three forms of malnutrition (thể nhẹ cân, thấp còi, gầy còm) and at least one of them; null where unknown. */
export interface Malnutrition {
  underweight: boolean | null;
  stunted: boolean | null;
  wasted: boolean | null;
  undernourished: boolean | null;
}

function isBelowCutOff(z: number | null): boolean | null {
  return z === null ? null : z < CUT_OFF;
}

/** True once one form is known, false only when all three are known to be absent. */
function isAnyTrue(forms: readonly (boolean | null)[]): boolean | null {
  if (forms.includes(true)) return true;
  return forms.includes(null) ? null : false;
}

/**
 * Reads the forms of malnutrition off the z-scores. A child with oedema counts as below -3 SD in both indices of
 * weight, whatever it weighs (WHO 2006), so it is underweight and wasted.
 */
export function classifyMalnutrition(z: ZScores, hasOedema: boolean): Malnutrition {
  const underweight = hasOedema || isBelowCutOff(z.weightForAgeZ);
  const stunted = isBelowCutOff(z.heightForAgeZ);
  const wasted = hasOedema || isBelowCutOff(z.weightForHeightZ);
  const undernourished = isAnyTrue([underweight, stunted, wasted]);
  return { underweight, stunted, wasted, undernourished };
}
