import type { Generated } from 'kysely';
import type { Day } from '../../../shared/time/day.ts';
import type { Sex } from '../matching/record.ts';

/**
 * LINKED: the record is a child's. REVIEW: someone has to look at it. REJECTED: someone did, and it is no child's of the
 * register. UNDONE: it was linked, wrongly.
 */
export type LinkState = 'LINKED' | 'REVIEW' | 'REJECTED' | 'UNDONE';

/** By what both are known by, by likeness, or by someone's decision. */
export type LinkHow = 'IDENTIFIER' | 'LIKENESS' | 'DECISION';

/** A department's record and the child it is linked to; what the record says of its child, identifiers left out. */
export interface RecordLinkTable {
  /** Given by the database. */
  id: Generated<number>;
  department: string;
  /** Kind of record, such as insurance-cards. */
  recordKind: string;
  /** By which the department knows the record; shown to nobody else. */
  recordKey: string;
  state: LinkState;
  /** Null unless linked. */
  childNo: number | null;
  how: LinkHow | null;
  fullName: string | null;
  dateOfBirth: Day | null;
  birthYear: number | null;
  sex: Sex | null;
  commune: string | null;
  motherName: string | null;
  /** Whether the department has yet to be told what was decided. */
  untold: Generated<boolean>;
  recordedAt: Generated<Date>;
}

/** A child that a record may be about. */
export interface LinkCandidateTable {
  linkId: number;
  /** The nearest one is 1. */
  position: number;
  childNo: number;
  /** Codes of `explain`. */
  reasons: string[];
}

/** What happened to a link; never changed. */
export interface LinkEventTable {
  id: Generated<number>;
  linkId: number;
  state: LinkState;
  childNo: number | null;
  how: LinkHow | null;
  /** Subject of whoever decided, or who asked the matcher. */
  decidedBy: string;
  reason: string | null;
  decidedAt: Generated<Date>;
}

/** The tables of links between departments' records and children. */
export interface LinkTables {
  recordLink: RecordLinkTable;
  linkCandidate: LinkCandidateTable;
  linkEvent: LinkEventTable;
}
