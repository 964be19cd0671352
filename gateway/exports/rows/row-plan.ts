import type { AskedColumn } from '../../../shared/rows/row-request.ts';

/** How a value is written in a stream, and so in a file. */
export type ValueForm = 'NUMBER' | 'BOOLEAN' | 'TEXT';

/** Where a stream's column lies: in which stream of the plan, and behind how many others; the child's serial is 0. */
export interface Place {
  stream: number;
  column: number;
}

/** What an export shows of a child under one key, in the order of the operation. */
export type RowField = { key: string } & (
  | { kind: 'NUMBER_OF_CHILD' }
  /** What the viewer may not see, and all below it. */
  | { kind: 'CUT' }
  | { kind: 'VALUE'; form: ValueForm; place: Place }
  /** `place` says whether it is there. */
  | { kind: 'OBJECT'; place: Place; fields: readonly RowField[] }
);

/** The columns that one department streams. */
export interface PlannedStream {
  department: string;
  columns: readonly AskedColumn[];
}

/** How an operation is exported by merging streams. */
export interface RowPlan {
  fields: readonly RowField[];
  /** The register's first: it says who is in the export. */
  streams: readonly PlannedStream[];
  /** The fields that are shown, as `Type.field`. */
  coordinates: readonly string[];
}
