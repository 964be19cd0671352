import { z } from 'zod';

/** What a department is to do with one of its records: it is this child's now, or nobody's. */
export const linkChange = z.object({
  /** Of the link at the register. */
  id: z.number(),
  department: z.string(),
  recordKind: z.string(),
  /** By which the department knows the record (record-key.ts). */
  recordKey: z.string(),
  /** Register serial; null where it is nobody's. */
  childNo: z.number().nullable(),
});

export type LinkChange = z.infer<typeof linkChange>;

/** What a department did about a change: TAKEN, or REFUSED where it holds another record of the child that rules it out. */
export const linkReceipt = z.object({
  id: z.number(),
  /** As it was told. */
  childNo: z.number().nullable(),
  outcome: z.enum(['TAKEN', 'REFUSED']),
});

export type LinkReceipt = z.infer<typeof linkReceipt>;

/** A child of whom a record of a department may be, until someone decides. */
export const waitingRecord = z.object({ childNo: z.number(), department: z.string() });

export type WaitingRecord = z.infer<typeof waitingRecord>;

/** What the register says beside its answer: what departments have yet to be told, and what waits of the children in it. */
export const linkNotes = z.object({
  untold: z.array(linkChange),
  waiting: z.array(waitingRecord),
});

export type LinkNotes = z.infer<typeof linkNotes>;
