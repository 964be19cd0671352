import type { Anchor } from './anchor.ts';

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
