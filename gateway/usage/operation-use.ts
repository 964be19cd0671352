import type { Day } from '../../shared/time/day.ts';

/** What one client asked of one operation on one day. */
export interface OperationUse {
  /** SHA-256 of the text, in lower-case hexadecimal. */
  hash: string;
  /** Normalised: without values, aliases, or names that the client chose. */
  text: string;
  /** The OIDC client. */
  client: string;
  day: Day;
  count: number;
  /** What it used of the schema, as schema coordinates. */
  coordinates: readonly string[];
}

/** What one client asked of one operation over the days that are kept. */
export interface SeenOperation extends Omit<OperationUse, 'hash' | 'day'> {
  lastSeenOn: Day;
}
