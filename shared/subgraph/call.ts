import type { Grant } from '../access/grant.ts';
import type { Cohorts } from '../cohort/narrow.ts';
import type { Clock } from '../time/clock.ts';

/** What belongs to one call: what it may be answered, and what counts as now. */
export interface Call {
  grant: Grant;
  clock: Clock;
  /** The department's part in cohorts. */
  cohorts: Cohorts;
}

/** Calls of equal grants that are answered together, in one turn (turns.ts). */
export interface CallsOfTurn extends Call {
  /** What they may ask for, `Child.guardians`, known before any of it is read: it may be read at once. */
  fieldsAsked: Set<string>;
}

/** What a department's resolvers are given on each call. */
export interface SubgraphContext<Loaders> extends CallsOfTurn {
  loaders: Loaders;
}
