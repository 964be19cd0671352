import type { Day } from '../../shared/time/day.ts';

/** A child's place at one preschool in one school year. */
export interface PreschoolEnrolmentRow {
  id: string;
  /** Code by which the schools know the pupil; null while none is given. */
  pupilCode: string | null;
  /** Register serial of the child; null while no child is linked. */
  childNo: number | null;
  /** Two calendar years joined by a hyphen: 2021-2022. */
  schoolYear: string;
  stage: 'NURSERY' | 'KINDERGARTEN';
  /** Null in a mixed-age class. */
  ageBand:
    | 'MONTHS_3_TO_12'
    | 'MONTHS_13_TO_24'
    | 'MONTHS_25_TO_36'
    | 'YEARS_3_TO_4'
    | 'YEARS_4_TO_5'
    | 'YEARS_5_TO_6'
    | null;
  schoolName: string;
  /** GSO code of the commune the school lies in, as valid on enrolledOn. */
  schoolUnitCode: string;
  enrolledOn: Day;
  /** Last day at the school, where that came before the end of the school year. */
  leftOn: Day | null;
  /** Null while the school has not said. */
  completed: boolean | null;
  recordedAt: Date;
}

/** What one assessor found; null where something was not measured, asked or tried. */
export interface SwimmingAssessmentRow {
  id: string;
  /** Code by which the schools know the pupil; null where the assessor is no school. */
  pupilCode: string | null;
  childNo: number | null;
  assessedOn: Day;
  taught: boolean;
  distanceMetres: number | null;
  treadingSeconds: number | null;
  rescueKnowledge: boolean | null;
  selfRescue: boolean | null;
  assessor: string;
  /** Code of the standard. */
  standard: string;
  sourceDepartment: 'EDUCATION' | 'CULTURE_AND_SPORTS';
  recordedAt: Date;
}

/** What a standard asks of a swimmer, and of a safe one. */
export interface SwimmingStandard {
  code: string;
  name: string;
  swimDistanceMetres: number;
  swimTreadingSeconds: number;
  safeDistanceMetres: number;
  safeTreadingSeconds: number;
  safeNeedsSelfRescue: boolean;
  safeNeedsRescueKnowledge: boolean;
  source: string;
  /** How sure the thresholds are, in words. */
  certainty: string;
}

export interface Tables {
  preschoolEnrolment: PreschoolEnrolmentRow;
  swimmingAssessment: SwimmingAssessmentRow;
  swimmingStandard: SwimmingStandard;
}
