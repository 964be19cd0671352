/** How a legal time limit stands; the meanings are in schema.graphql. */
export type InterventionClock =
  'MET' | 'MISSED' | 'RUNNING' | 'NOT_OWED' | 'NOT_ASSESSED' | 'CALENDAR_MISSING';

/** Whether a limit was kept: null where it was neither met nor missed. */
export function keptInTime(clock: InterventionClock): boolean | null {
  return clock === 'MET' || clock === 'MISSED' ? clock === 'MET' : null;
}
