/** What can be wrong with a trail. */
export type FindingKind =
  | 'RECORD_CHANGED'
  | 'RECORD_REMOVED'
  | 'RECORD_MOVED'
  | 'RECORDS_REWRITTEN'
  | 'RECORDS_CUT_OFF'
  | 'RECORDS_UNSIGNED'
  | 'HEAD_CHANGED'
  | 'HEAD_REMOVED'
  | 'CHAIN_UNKNOWN'
  | 'KEY_MISSING'
  | 'KEY_CHANGED';

/** Something that no gateway does by itself, not even when it is killed. */
export interface Finding {
  kind: FindingKind;
  gateway: string;
  /** The chain concerned; null where a whole file is. */
  chain: string | null;
  /** What exactly, for people. */
  says: string;
}

/**
 * What ties a gateway's past down once it is kept where nobody who can write to database, heads and keys can reach:
 * whoever rewrites the past signs with another key, or leaves out a head.
 */
export interface Anchor {
  gateway: string;
  /** SHA-256 of the public key (SPKI, DER), hexadecimal. */
  key: string;
  /** Number of the last head, and SHA-256 of its line, hexadecimal. */
  head: number;
  hash: string;
}

/** What verifying a trail came to. */
export interface Verdict {
  gateways: number;
  chains: number;
  entries: number;
  heads: number;
  /** Where each gateway's heads stand: kept elsewhere, they show later that nothing before was rewritten. */
  anchors: Anchor[];
  findings: Finding[];
  /** What a killed gateway leaves behind; nothing wrong. */
  notes: string[];
}
