import { daysBetween } from '../../shared/time/day.ts';
import { assessGrowth } from './growth/assess-growth.ts';
import type { JudgedMeasurement, RawMeasurement } from './tables.ts';

/**
 * Turns what was measured into the row to be written: the measures as they are, beside them what the WHO Child Growth
 * Standards (2006) say of them at the child's age in completed days. The judgement stays with the row: it goes by the
 * sex and date of birth on the row and changes only when the row is judged again.
 */
export function judgeMeasurement(raw: RawMeasurement): JudgedMeasurement {
  const { sex, weightKg, lengthOrHeightCm, position, hasOedema } = raw;
  const ageDays = daysBetween(raw.dateOfBirth, raw.measuredOn);
  const assessment = assessGrowth({
    sex,
    ageDays,
    weightKg,
    lengthOrHeightCm,
    position,
    hasOedema,
  });
  return { ...raw, ...assessment };
}
