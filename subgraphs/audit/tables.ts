/** Where an entry stands in its gateway's chain; newest first is by moment, chain and position. */
export interface Place {
  at: Date;
  chainId: string;
  position: number;
}

/** A request as a gateway recorded it. */
export interface AccessRecordRow extends Place {
  gatewayId: string;
  requestId: string;
  subject: string | null;
  role: string | null;
  client: string | null;
  units: string[];
  purpose: string | null;
  caseReference: string | null;
  reason: string | null;
  operationName: string | null;
  operationHash: string | null;
  fields: string[];
  childCount: number;
  departments: Record<string, string>;
  recordCount: number | null;
  emergencyIds: string[];
  outcome: 'BEGUN' | 'ANSWERED' | 'PARTIAL' | 'REFUSED';
  code: string | null;
}

/** The children of a request: listed, or a bitmap that begins at a serial (a multiple of 8), least significant bit first. */
interface RecordedChildren {
  childNos: number[] | null;
  firstChildNo: number | null;
  childBits: Buffer | null;
}

/** An emergency opened, or its review closed. */
export interface EmergencyEvent extends Place {
  kind: 'OPENED' | 'REVIEWED';
  emergencyId: string;
  /** Who opened it, or who closed its review. */
  subject: string;
  childNo: number;
  /** The reason, or the decision. */
  statement: string;
  /** Null for a review. */
  expiresAt: Date | null;
}

/** The tables of the trail, which the gateway owns and fills. */
export interface Tables {
  accessRecord: AccessRecordRow & RecordedChildren;
  emergencyEvent: EmergencyEvent;
}
