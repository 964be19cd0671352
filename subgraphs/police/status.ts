import type { AbuseInterventionRow } from './tables.ts';

/** How far a case has come, by the last step on record; the meanings are in schema.graphql. */
export type InterventionStatus =
  'RECEIVED' | 'ASSESSED' | 'MEASURES_TAKEN' | 'PLAN_APPROVED' | 'CLOSED' | 'UNFOUNDED';

/** Reads the status off the facts, so that the two can never disagree. */
export function statusOf(
  row: Pick<
    AbuseInterventionRow,
    'unfounded' | 'closedOn' | 'planApprovedOn' | 'emergencyMeasuresAt' | 'assessedOn'
  >,
): InterventionStatus {
  if (row.unfounded) return 'UNFOUNDED';
  if (row.closedOn !== null) return 'CLOSED';
  if (row.planApprovedOn !== null) return 'PLAN_APPROVED';
  if (row.emergencyMeasuresAt !== null) return 'MEASURES_TAKEN';
  return row.assessedOn === null ? 'RECEIVED' : 'ASSESSED';
}
