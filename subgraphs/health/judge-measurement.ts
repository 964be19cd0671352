import { daysBetween } from '../../shared/time/day.ts';
import { assessGrowth } from './growth/assess-growth.ts';
import type { GrowthAssessment } from './growth/assess-growth.ts';
import type { RawMeasurement } from './tables.ts';

/** What was measured of whom and when, whoever the child is in the register. */
type Measured = Omit<RawMeasurement, 'childNo' | 'recordedAt'>;

/**
 * Turns what was measured into the row to be written: the measures as they are, beside them what the WHO Child Growth
 * Standards (2006) say of them at the child's age in completed days. The judgement stays with the row: it goes by the
 * sex and date of birth on the row and changes only when the row is judged again.
 */
export function judgeMeasurement<Raw extends Measured>(raw: Raw): Raw & GrowthAssessment {
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
