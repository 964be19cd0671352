import type { Kysely } from 'kysely';
import type { Grant } from '../../shared/access/grant.ts';
import type { Call } from '../../shared/subgraph/define-subgraph.ts';
import type { Trail } from '../audit/trail.ts';
import { explainUnavailable } from '../audit/trail-unavailable.ts';
import { closeReview, openEmergency } from './emergencies.ts';
import type { EmergencyRow, Tables } from './tables.ts';

/** The emergencies that were opened under the grant of a request, for its record. */
export type OpenedUnder = WeakMap<Grant, EmergencyRow[]>;

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
export function changesFor(
  db: Kysely<Tables>,
  trail: Trail,
  call: Call,
  opened: OpenedUnder,
): Changes {
  const record: Trail['recordEmergency'] = (event) =>
    trail.recordEmergency(event).catch((error: unknown) => {
      throw explainUnavailable(error);
    });
  return {
    openEmergency: async (childNo, reason) => {
      const asked = { subject: subjectOf(call), childNo, reason };
      const emergency = await openEmergency(db, record, asked);
      opened.set(call.grant, [...(opened.get(call.grant) ?? []), emergency]);
      return emergency;
    },
    closeReview: async (id, decision) =>
      closeReview(db, record, { id, reviewer: subjectOf(call), decision }),
  };
}
