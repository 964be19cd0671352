import type { Generated, Selectable } from 'kysely';

/** Access of one viewer to one child, for 30 minutes, and what its review came to. */
export interface EmergencyTable {
  id: string;
  /** Of the viewer who opened it and for whom alone it counts. */
  subject: string;
  /** Register serial, whether it is in use or not. */
  childNo: number;
  reason: string;
  openedAt: Date;
  expiresAt: Date;
  /** From when its opening is in the trail until its review is being closed. */
  isInForce: Generated<boolean>;
  reviewedAt: Date | null;
  reviewedBy: string | null;
  decision: string | null;
}

export type EmergencyRow = Selectable<EmergencyTable>;

export interface Tables {
  emergency: EmergencyTable;
}
