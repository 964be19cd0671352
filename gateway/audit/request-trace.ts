import type { GraphQLFormattedError } from 'graphql';
import type { Caller } from '../identity/caller.ts';
import type { Viewer } from '../identity/viewer.ts';
import type { Access } from './entry.ts';

/** Who asks and why, as far as it is known. */
type Who = Pick<
  Access,
  'subject' | 'role' | 'client' | 'units' | 'purpose' | 'caseReference' | 'reason'
>;

/** What the answer tells of, once it is known. */
type What = Pick<Access, 'operationName' | 'operationHash' | 'fields' | 'childNos' | 'departments'>;

/** An emergency that is open for whoever asks. */
export interface OpenEmergency {
  id: string;
  childNo: number;
}

/** What is learned of a request while it is answered, for its record in the trail. */
export interface RequestTrace {
  who: Who;
  what: What;
  emergencies: readonly OpenEmergency[];
  outcome: Pick<Access, 'outcome' | 'code'>;
  /** Whether anything was asked of the departments: such an answer does not leave without its record. */
  isExecuted: boolean;
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
    what: { operationName: null, operationHash: null, fields: [], childNos: [], departments: {} },
    emergencies: [],
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

/** The record of a request. Of the open emergencies it names those of the children shown. */
export function accessOf(requestId: string, trace: RequestTrace): Access {
  const { who, what, emergencies, outcome } = trace;
  const shown = new Set(what.childNos);
  const emergencyIds = emergencies.filter(({ childNo }) => shown.has(childNo)).map(({ id }) => id);
  return { requestId, ...who, ...what, emergencyIds, ...outcome };
}
