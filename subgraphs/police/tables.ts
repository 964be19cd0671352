import type { Day } from '../../shared/time/day.ts';

/** The forms of harm that make a child a victim of abuse (Circular 13/2021/TT-BLĐTBXH). */
export type AbuseKind =
  | 'VIOLENCE'
  | 'EXPLOITATION'
  | 'SEXUAL_ABUSE'
  | 'TRAFFICKING'
  | 'ABANDONMENT'
  | 'NEGLECT'
  | 'OTHER_HARM';

/** A report that a child is abused, and what was done about it. */
export interface AbuseInterventionRow {
  id: string;
  /** Register serial of the child; null while no child is linked. */
  childNo: number | null;
  /** When the report was received: the legal clocks run from here. */
  reportedAt: Date;
  channel:
    'HOTLINE_111' | 'POLICE' | 'COMMUNE' | 'LABOUR_AGENCY' | 'SCHOOL' | 'HEALTH_FACILITY' | 'OTHER';
  kind: AbuseKind[];
  /** GSO code of the commune of the incident, as valid on the day of the report. */
  incidentUnitCode: string;
  /** Day of the initial risk assessment (Form 02). */
  assessedOn: Day | null;
  /** Whether that assessment found serious danger; null while there is none. */
  emergencyFound: boolean | null;
  emergencyMeasuresAt: Date | null;
  planApprovedOn: Day | null;
  closedOn: Day | null;
  /** Whether it was closed because no abuse was found. */
  unfounded: boolean;
  criminalCase: boolean;
  recordedAt: Date;
}

/** A day on which offices rest or work other than the week says. */
export interface CalendarDay {
  day: Day;
  name: string;
  /** True on a weekend day worked in exchange for another, false on a day off. */
  isWorkingDay: boolean;
  certainty: 'CONFIRMED' | 'FROM_MEMORY' | 'POLICY_ONLY';
  source: string;
}

export interface Tables {
  abuseIntervention: AbuseInterventionRow;
  holidayCalendar: CalendarDay;
}
