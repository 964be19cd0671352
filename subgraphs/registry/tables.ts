import type { Generated, Selectable } from 'kysely';
import type { Day } from '../../shared/time/day.ts';
import type { AdministrativeUnitRow, UnitSuccessorRow } from './administrative-units/read-units.ts';
import type * as links from './links/link-tables.ts';

/** A register number and who bears it. */
export interface ChildRow {
  /** Register serial; the number that people see adds a check digit. */
  childNo: number;
  familyName: string;
  middleName: string | null;
  givenName: string;
  /** The full name as foldName leaves it. */
  searchName: string;
  sex: 'MALE' | 'FEMALE';
  dateOfBirth: Day;
  dateOfBirthEstimated: boolean;
  ethnicity: string | null;
  /** ISO 3166-1 alpha-2 code. */
  nationality: string | null;
  placeOfOrigin: string | null;
  householdPovertyStatus: 'POOR' | 'NEAR_POOR' | 'NOT_POOR' | null;
  registrationStatus: 'PROVISIONAL' | 'REGISTERED';
  birthNotifiedOn: Day | null;
  diedOn: Day | null;
  /** Last day in the province. */
  departedOn: Day | null;
  /** Serial of the child this number was found to be; null unless retired. */
  mergedInto: number | null;
  /** When the row, or the child's guardians or identifiers, were last written. */
  recordedAt: Date;
}

/** A distinct folded name that some child bears or bore; kept by the database itself. */
export interface ChildName {
  searchName: string;
}

/** Someone who answers for a child. */
export interface GuardianRow {
  childNo: number;
  /** Place in the register's list of the child's guardians, from 1. */
  position: number;
  relationship:
    'MOTHER' | 'FATHER' | 'GRANDPARENT' | 'RELATIVE' | 'ALTERNATIVE_CARER' | 'INSTITUTION';
  fullName: string;
  birthYear: number | null;
  nationality: string | null;
  ethnicity: string | null;
}

/** A stay in a unit; stays of one child never overlap. */
export interface ResidenceRow {
  childNo: number;
  /** The version of the unit that the stay was recorded in. */
  unitId: string;
  startedOn: Day;
  /** Last day; null while it lasts. */
  endedOn: Day | null;
  recordedAt: Date;
}

/** Codes of the 14 groups of the Law on Children 2016, article 10. */
export type CircumstanceGroupCode =
  | 'ORPHAN_BOTH_PARENTS'
  | 'ABANDONED'
  | 'NO_SUPPORT'
  | 'DISABLED'
  | 'HIV_AIDS'
  | 'LAW_VIOLATION'
  | 'DRUG_ADDICTED'
  | 'DROPPED_OUT_TO_WORK'
  | 'SEVERE_HARM_BY_VIOLENCE'
  | 'EXPLOITED'
  | 'SEXUALLY_ABUSED'
  | 'TRAFFICKED'
  | 'SERIOUS_ILLNESS_POOR'
  | 'MIGRANT_REFUGEE';

/** A group as the law names it. */
export interface CircumstanceGroup {
  code: CircumstanceGroupCode;
  /** Point of article 10, clause 1. */
  lawPoint: string;
  nameVi: string;
  nameEn: string;
}

/** A special circumstance of a child, or the risk of one. */
export interface SpecialCircumstanceRow {
  childNo: number;
  group: CircumstanceGroupCode;
  atRisk: boolean;
  startedOn: Day;
  /** Last day; null while it lasts. */
  endedOn: Day | null;
  recordedAt: Date;
}

/** Assistance given to a child. */
export interface AssistanceRow {
  childNo: number;
  kind:
    | 'MONTHLY_ALLOWANCE'
    | 'SPONSORSHIP'
    | 'GIFT'
    | 'HEALTH_CARE'
    | 'EDUCATION'
    | 'COUNSELLING'
    | 'ALTERNATIVE_CARE';
  provider: string;
  givenOn: Day;
  until: Day | null;
  recordedAt: Date;
}

/** A kind of identifier. */
export interface IdentifierSystemRow {
  code: string;
  name: string;
  nameVi: string;
  /** Name of the department whose records use it. */
  owner: string;
  /** Regular expression that every value matches. */
  pattern: string;
  patternInWords: string;
  patternInWordsVi: string;
}

/** What a child is known by in a system. */
export interface IdentifierRow {
  system: string;
  value: string;
  childNo: number;
}

/** A child's record withheld from all but who may see sealed children. */
export interface SealTable {
  /** Given by the database. */
  id: Generated<number>;
  childNo: number;
  sealedAt: Generated<Date>;
  sealedBy: string;
  reason: string;
  unsealedAt: Date | null;
  unsealedBy: string | null;
  unsealReason: string | null;
}

export type SealRow = Selectable<SealTable>;

export type RecordLinkRow = Selectable<links.RecordLinkTable>;
export type LinkCandidateRow = links.LinkCandidateTable;
export type LinkEventRow = Selectable<links.LinkEventTable>;

export type { AdministrativeUnitRow, UnitSuccessorRow };

export interface Tables extends links.LinkTables {
  administrativeUnit: AdministrativeUnitRow;
  unitSuccessor: UnitSuccessorRow;
  child: ChildRow;
  childName: ChildName;
  guardian: GuardianRow;
  residence: ResidenceRow;
  circumstanceGroup: CircumstanceGroup;
  specialCircumstance: SpecialCircumstanceRow;
  assistance: AssistanceRow;
  identifierSystem: IdentifierSystemRow;
  identifier: IdentifierRow;
  seal: SealTable;
}
