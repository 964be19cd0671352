import type { Generated, Selectable } from 'kysely';
import type { Day } from '../../shared/time/day.ts';

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

/** A key by which a program that can only GET fetches reports. */
export interface ReportKeyTable {
  id: string;
  /** SHA-256 of the secret; the secret itself is kept nowhere. */
  hash: Buffer;
  client: string;
  plans: string[];
  /** GSO codes. */
  units: string[];
  createdAt: Generated<Date>;
  expiresAt: Date;
  revokedAt: Date | null;
}

/** A report as it was sent. */
export interface ReportSentTable {
  id: string;
  plan: string;
  period: string;
  unit: string;
  /** Whether small counts were taken out of it. */
  suppressed: boolean;
  /** The bytes of its JSON. */
  content: Buffer;
  /** SHA-256 of them. */
  hash: Buffer;
  sentAt: Generated<Date>;
  sentBy: string;
}

/** A figure entered by hand; the latest one counts, the older ones are kept. */
export interface FigureTable {
  id: Generated<number>;
  plan: string;
  target: string;
  period: string;
  unit: string;
  numerator: number;
  denominator: number | null;
  note: string | null;
  enteredBy: string;
  enteredAt: Generated<Date>;
}

/** An operation that clients asked, without values, aliases or names of their own. */
export interface OperationSeenTable {
  /** SHA-256 of the text. */
  hash: Buffer;
  text: string;
}

/** How often a client asked an operation on a day, and what of the schema it used. */
export interface OperationUseTable {
  hash: Buffer;
  client: string;
  day: Day;
  count: number;
  coordinates: string[];
}

/** The public half of a key by which a department signs what it publishes. */
export interface PublishKeyTable {
  /** Its JWK thumbprint (RFC 7638). */
  id: string;
  department: string;
  /** Ed25519, 32 bytes in base64url. */
  publicKey: string;
  registeredAt: Generated<Date>;
  revokedAt: Date | null;
}

/** A department's SDL, as it published it; the one that came with the product bears no signature. */
export interface SubgraphVersionTable {
  id: Generated<number>;
  department: string;
  sdl: string;
  /** SHA-256 of it. */
  hash: Buffer;
  publishedAt: Generated<Date>;
  keyId: string | null;
  signedAt: Date | null;
  /** The publication as it was signed (JWT). */
  signed: string | null;
}

/** What departments' versions were composed to; the newest one counts. */
export interface SupergraphTable {
  id: Generated<number>;
  sdl: string;
  /** SHA-256 of it. */
  hash: Buffer;
  /** The subgraph versions in it. */
  versions: number[];
  composedAt: Generated<Date>;
}

/** What a gateway said of a supergraph; no reasons where it took it. */
export interface SupergraphVerdictTable {
  supergraphId: number;
  gateway: string;
  reasons: string[];
  saidAt: Generated<Date>;
}

/** When a gateway last looked for a supergraph. */
export interface GatewaySeenTable {
  gateway: string;
  seenAt: Date;
}

export interface Tables {
  emergency: EmergencyTable;
  reportKey: ReportKeyTable;
  reportSent: ReportSentTable;
  figure: FigureTable;
  operationSeen: OperationSeenTable;
  operationUse: OperationUseTable;
  publishKey: PublishKeyTable;
  subgraphVersion: SubgraphVersionTable;
  supergraph: SupergraphTable;
  supergraphVerdict: SupergraphVerdictTable;
  gatewaySeen: GatewaySeenTable;
}
