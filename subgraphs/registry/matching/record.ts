import type { Day } from '../../../shared/time/day.ts';

/** Sex as registered. */
export type Sex = 'MALE' | 'FEMALE';

/** What someone is known by in a system, such as PERSONAL_ID. */
export interface KnownAs {
  system: string;
  value: string;
}

/** What a department's record says of its child; whatever it does not say is null. */
export interface IncomingRecord {
  identifiers: readonly KnownAs[];
  /** As written: any order, marks or none, or a placeholder such as "Con bà Nguyễn Thị Lan". */
  fullName: string | null;
  dateOfBirth: Day | null;
  /** Where the record gives no more than the year. */
  birthYear: number | null;
  sex: Sex | null;
  /** The commune where the child lives: General Statistics Office code, or name. */
  commune: string | null;
  motherName: string | null;
}

/** A child of the register, as far as records are compared with it. */
export interface RegisterChild {
  /** Register serial. */
  childNo: number;
  identifiers: readonly KnownAs[];
  fullName: string;
  dateOfBirth: Day;
  sex: Sex;
  /** Codes of the communes where the child lives and lived, the present one first. */
  communes: readonly string[];
  motherName: string | null;
}
