import type { Kysely } from 'kysely';
import type { Call } from '../../shared/subgraph/define-subgraph.ts';
import type { Trail } from '../audit/trail.ts';
import { explainUnavailable } from '../audit/trail-unavailable.ts';
import { closeReview, openEmergency } from './emergencies.ts';
import type { EmergencyRow, Tables } from './tables.ts';

/** What a call may change. */
export interface Changes {
  openEmergency: (childNo: number, reason: string) => Promise<EmergencyRow>;
  closeReview: (id: string, decision: string) => Promise<EmergencyRow>;
}

function subjectOf({ grant }: Call): string {
  if (grant.viewer !== null) return grant.viewer.subject;
  throw new Error('The grant does not say who asks, so nothing can be opened or closed for them.');
}

/** The changes open to one call, made in the name of whoever its grant names. */
export function changesFor(db: Kysely<Tables>, trail: Trail, call: Call): Changes {
  const record: Trail['recordEmergency'] = (event) =>
    trail.recordEmergency(event).catch((error: unknown) => {
      throw explainUnavailable(error);
    });
  return {
    openEmergency: async (childNo, reason) =>
      openEmergency(db, record, { subject: subjectOf(call), childNo, reason }),
    closeReview: async (id, decision) =>
      closeReview(db, record, { id, reviewer: subjectOf(call), decision }),
  };
}
