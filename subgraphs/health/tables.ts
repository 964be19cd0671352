import type { Day } from '../../shared/time/day.ts';
import type { GrowthAssessment } from './growth/assess-growth.ts';
import type { Position } from './growth/position.ts';
import type { Sex } from './growth/reference.ts';

/** A health insurance card; number and first day of validity name it. */
export interface HealthInsuranceCardRow {
  /** As printed: 15 characters, or the 10-digit social insurance number alone. */
  number: string;
  /** Register serial of the child; null while no child is linked. */
  childNo: number | null;
  /** Two letters, such as TE or HS. */
  beneficiaryCode: string;
  /** 1 to 5. */
  benefitLevel: number;
  issuedOn: Day;
  validFrom: Day;
  /** Last day of validity; null where the insurer has set none. */
  validTo: Day | null;
  /** Day the card was taken back before its end. */
  withdrawnOn: Day | null;
  primaryCareFacility: string | null;
  recordedAt: Date;
}

/** What was measured, as the health service wrote it down. */
export interface RawMeasurement {
  /** Register serial of the child; null while no child is linked. */
  childNo: number | null;
  /** Sex and date of birth as the health service was told them; the register's may differ. */
  sex: Sex;
  dateOfBirth: Day;
  measuredOn: Day;
  weightKg: number | null;
  /** As read off, before any correction. */
  lengthOrHeightCm: number | null;
  position: Position | null;
  hasOedema: boolean;
  recordedAt: Date;
}

/** A measurement with the judgement it was recorded with. */
export interface JudgedMeasurement extends RawMeasurement, GrowthAssessment {}

export interface NutritionMeasurementRow extends JudgedMeasurement {
  /** Given by the database. */
  id: number;
  /** What tells it from the others (measurement-key.ts); null where nobody has said which child was measured. */
  sourceKey: string | null;
}

export interface Tables {
  healthInsuranceCard: HealthInsuranceCardRow;
  nutritionMeasurement: NutritionMeasurementRow;
}
