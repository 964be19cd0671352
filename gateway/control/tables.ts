/** Access of one viewer to one child, for 30 minutes, and what its review came to. */
export interface EmergencyRow {
  id: string;
  /** Of the viewer who opened it and for whom alone it counts. */
  subject: string;
  /** Register serial, whether it is in use or not. */
  childNo: number;
  reason: string;
  openedAt: Date;
  expiresAt: Date;
  reviewedAt: Date | null;
  reviewedBy: string | null;
  decision: string | null;
}

export interface Tables {
  emergency: EmergencyRow;
}
