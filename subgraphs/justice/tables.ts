import type { Day } from '../../shared/time/day.ts';

/** A birth as the civil register holds it. */
export interface BirthRegistrationRow {
  /** Number of the entry, as on the birth certificate. */
  number: string;
  /** Register serial of the child; null while no child is linked. */
  childNo: number | null;
  dateOfBirth: Day;
  registeredOn: Day;
  /** GSO code of the registering commune, as valid on registeredOn. */
  registeredAtCode: string;
  kind: 'ORDINARY' | 'RE_REGISTRATION' | 'ABANDONED' | 'FATHER_UNKNOWN';
  reRegisteredOn: Day | null;
  motherName: string | null;
  fatherName: string | null;
  recordedAt: Date;
}

/** A request for legal aid. */
export interface LegalAidCaseRow {
  id: string;
  childNo: number | null;
  role: 'VICTIM' | 'ACCUSED' | 'WITNESS' | 'PARTY';
  form: 'LITIGATION' | 'CONSULTATION' | 'OUT_OF_COURT_REPRESENTATION';
  field: 'CRIMINAL' | 'CIVIL' | 'FAMILY' | 'ADMINISTRATIVE' | 'OTHER';
  requestedOn: Day;
  acceptedOn: Day | null;
  givenOn: Day | null;
  closedOn: Day | null;
  provider: string;
  recordedAt: Date;
}

export interface Tables {
  birthRegistration: BirthRegistrationRow;
  legalAidCase: LegalAidCaseRow;
}
