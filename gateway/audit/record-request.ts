import type { Logger } from 'pino';
import type { GatewayContext } from '../context.ts';
import { GraphError } from '../../shared/errors/graph-error.ts';
import { AccessRefusal } from '../identity/access-refusal.ts';
import { accessOf, whoWas } from './request-trace.ts';
import type { Trail } from './trail.ts';
import { explainUnavailable } from './trail-unavailable.ts';

type Traced = Pick<GatewayContext, 'requestId' | 'trace'>;

async function write(trail: Trail, { requestId, trace }: Traced, log: Logger): Promise<void> {
  try {
    await trail.record(accessOf(requestId, trace));
  } catch (err) {
    log.error({ err, requestId }, 'the record of a request could not be written');
    throw explainUnavailable(err);
  }
}

/** What the record says of a request that failed before GraphQL answered it. */
function noteRefusal({ trace }: Traced, error: unknown): void {
  const code = error instanceof GraphError ? error.code : 'BAD_REQUEST';
  trace.outcome = { outcome: 'REFUSED', code };
  if (error instanceof AccessRefusal && error.caller) trace.who = whoWas(error.caller);
}

/** Writes the record of a request. */
export type RequestRecorder = ReturnType<typeof requestRecorder>;

/** Makes what writes the record of each request, before its answer leaves. */
export function requestRecorder(trail: Trail, log: Logger) {
  return {
    /** Throws AUDIT_UNAVAILABLE where it cannot be written and the answer was got from the departments. */
    answered: async (request: Traced): Promise<void> => {
      await write(trail, request, log).catch((error: unknown) => {
        if (request.trace.isExecuted) throw error;
      });
    },
    /** A refusal shows nothing, so it leaves whether or not it could be written. */
    refused: async (request: Traced, error: unknown): Promise<void> => {
      noteRefusal(request, error);
      await write(trail, request, log).catch(() => undefined);
    },
  };
}
