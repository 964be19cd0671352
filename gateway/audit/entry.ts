/**
 * How a request ended: in full, without fields that were refused or departments that were away, or not at all. BEGUN
 * is what is written before a mutation is executed: what it did may have lasted, whatever became of its answer. CHECKED
 * is no request: a gateway that could record nothing tried whether it can again.
 */
export type Outcome = 'CHECKED' | 'BEGUN' | 'ANSWERED' | 'PARTIAL' | 'REFUSED';

/**
 * One request, in explicit values. It holds no value of a child's, no token, and neither the text nor the arguments of
 * the operation.
 */
export interface Access {
  /** As the client was told it. */
  requestId: string;
  /** The token's subject; null, as role and client, where it was refused before that was known. */
  subject: string | null;
  role: string | null;
  client: string | null;
  /** GSO codes of the viewer's units. */
  units: readonly string[];
  purpose: string | null;
  caseReference: string | null;
  reason: string | null;
  operationName: string | null;
  /** By `operationHash`; null where there was no operation to read. */
  operationHash: string | null;
  /** Coordinates (`Child.fullName`) of the fields shown. */
  fields: readonly string[];
  /** Register serials of the children shown. */
  childNos: readonly number[];
  /** How many records it sent for something to be done with them; null where it sent none. */
  recordCount: number | null;
  /** The departments that were asked, and the state each was in. */
  departments: Readonly<Record<string, string>>;
  /** The open emergencies that the answer was given under. */
  emergencyIds: readonly string[];
  outcome: Outcome;
  /** The error code, where the request was refused. */
  code: string | null;
}

/** An emergency that is opened, or whose review is closed. */
export interface EmergencyEvent {
  kind: 'OPENED' | 'REVIEWED';
  emergencyId: string;
  /** Who opened it, or who closed its review. */
  subject: string;
  /** Register serial of the child it is for. */
  childNo: number;
  /** The reason it was opened for, or the decision of the review. */
  statement: string;
  /** When it ends; null for a review. */
  expiresAt: Date | null;
}
