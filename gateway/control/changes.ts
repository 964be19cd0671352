import type { Kysely } from 'kysely';
import type { Call } from '../../shared/subgraph/define-subgraph.ts';
import type { Trail } from '../audit/trail.ts';
import { explainUnavailable } from '../audit/trail-unavailable.ts';
import type { Plans } from '../plans/read-plans.ts';
import { checkFigure } from './check-figure.ts';
import type { FigureInput } from './check-figure.ts';
import { closeReview, openEmergency } from './emergencies.ts';
import { enterFigure } from './figures.ts';
import type { Figure } from './figures.ts';
import type { EmergencyRow, Tables } from './tables.ts';

/** What a call may change. */
export interface Changes {
  openEmergency: (childNo: number, reason: string) => Promise<EmergencyRow>;
  closeReview: (id: string, decision: string) => Promise<EmergencyRow>;
  enterFigure: (input: FigureInput) => Promise<Figure>;
}

function viewerOf({ grant }: Call) {
  if (grant.viewer !== null) return grant.viewer;
  throw new Error('The grant does not say who asks, so nothing can be opened or closed for them.');
}

function enter(db: Kysely<Tables>, plans: Plans, call: Call, input: FigureInput) {
  const { subject, units } = viewerOf(call);
  checkFigure(input, plans, units);
  const note = input.note?.normalize('NFC').trim() ?? null;
  return enterFigure(db, {
    ...{ plan: input.plan, target: input.target, period: input.period, unit: input.unit },
    ...{ numerator: input.numerator, denominator: input.denominator ?? null },
    note: note === '' ? null : note,
    enteredBy: subject,
  });
}

/** The changes open to one call, made in the name of whoever its grant names. */
export function changesFor(
  db: Kysely<Tables>,
  { trail, plans }: { trail: Trail; plans: Plans },
  call: Call,
): Changes {
  const record: Trail['recordEmergency'] = (event) =>
    trail.recordEmergency(event).catch((error: unknown) => {
      throw explainUnavailable(error);
    });
  return {
    openEmergency: async (childNo, reason) =>
      openEmergency(db, record, { subject: viewerOf(call).subject, childNo, reason }),
    closeReview: async (id, decision) =>
      closeReview(db, record, { id, reviewer: viewerOf(call).subject, decision }),
    enterFigure: async (input) => enter(db, plans, call, input),
  };
}
