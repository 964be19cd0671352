import type { GraphQLFormattedError } from 'graphql';
import { z } from 'zod';
import type { Caller } from '../identity/caller.ts';
import type { Viewer } from '../identity/viewer.ts';
import type { Access } from './entry.ts';

/** Who asks and why, as far as it is known. */
type Who = Pick<
  Access,
  'subject' | 'role' | 'client' | 'units' | 'purpose' | 'caseReference' | 'reason'
>;

/** What the answer tells of, once it is known. */
type What = Pick<
  Access,
  'operationName' | 'operationHash' | 'fields' | 'childNos' | 'recordCount' | 'departments'
>;

/** An emergency that is open for whoever asks. */
export interface OpenEmergency {
  id: string;
  childNo: number;
}

/** What is learned of a request while it is answered, for its record in the trail. */
export interface RequestTrace {
  who: Who;
  what: What;
  /** The viewer's, those opened by the request itself among them. */
  emergencies: () => readonly OpenEmergency[];
  outcome: Pick<Access, 'outcome' | 'code'>;
  /** Whether anything was asked of the departments: such an answer does not leave without its record. */
  isExecuted: boolean;
}

function none(): readonly OpenEmergency[] {
  return [];
}

/** The trace of a request that has just come in. */
export function newTrace(): RequestTrace {
  return {
    who: {
      subject: null,
      role: null,
      client: null,
      units: [],
      purpose: null,
      caseReference: null,
      reason: null,
    },
    what: {
      operationName: null,
      operationHash: null,
      fields: [],
      childNos: [],
      recordCount: null,
      departments: {},
    },
    emergencies: none,
    outcome: { outcome: 'REFUSED', code: null },
    isExecuted: false,
  };
}

export function whoIs(viewer: Viewer): Who {
  const { subject, role, client, units, purpose, caseReference, reason } = viewer;
  return { subject, role, client, units, purpose, caseReference, reason };
}

/** Whoever was refused before their purpose counted. */
export function whoWas({ subject, role, client, units }: Caller): Who {
  return { ...newTrace().who, subject, role: role.name, client, units };
}

const CODE = /^[A-Z_]{1,60}$/;

/** The code of the first error that has one; what carries none is nobody's intent. */
export function firstCode(errors: readonly GraphQLFormattedError[]): string {
  const codes = errors.map(({ extensions }) => extensions?.['code']);
  const code = codes.find((each): each is string => typeof each === 'string' && CODE.test(each));
  return code ?? 'INTERNAL_SERVER_ERROR';
}

const refusalForm = z.object({
  errors: z.array(z.object({ message: z.string(), extensions: z.looseObject({}).default({}) })),
});

/** An answer whose every field was cut, or that was given before its operation was read, is a refusal with its code. */
export function noteNothingShown(trace: RequestTrace, answer: () => string): void {
  const { outcome, what } = trace;
  const isKnown = outcome.outcome === 'ANSWERED' || outcome.code !== null;
  if (isKnown || what.fields.length > 0) return;
  const { success, data } = refusalForm.safeParse(JSON.parse(answer()));
  if (success) trace.outcome = { outcome: 'REFUSED', code: firstCode(data.errors) };
}

/**
 * Those of the children shown. A child that none of them names was reached through a number that is retired: then any
 * of them may be the one, and all are named.
 */
function emergencyIdsOf({ what: { childNos }, emergencies }: RequestTrace): string[] {
  const open = emergencies();
  const areNamed = childNos.every((shown) => open.some(({ childNo }) => childNo === shown));
  const marking = areNamed ? open.filter(({ childNo }) => childNos.includes(childNo)) : open;
  return [...new Set(marking.map(({ id }) => id))];
}

/** The record of a request. */
export function accessOf(requestId: string, trace: RequestTrace): Access {
  const { who, what, outcome } = trace;
  // Written out, like a request's context: behind a spread, V8 gives every object a form of its own.
  return {
    requestId,
    subject: who.subject,
    role: who.role,
    client: who.client,
    units: who.units,
    purpose: who.purpose,
    caseReference: who.caseReference,
    reason: who.reason,
    operationName: what.operationName,
    operationHash: what.operationHash,
    fields: what.fields,
    childNos: what.childNos,
    recordCount: what.recordCount,
    departments: what.departments,
    emergencyIds: emergencyIdsOf(trace),
    outcome: outcome.outcome,
    code: outcome.code,
  };
}
