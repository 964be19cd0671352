import type { Logger } from 'pino';
import type { GatewayContext } from '../context.ts';
import { GraphError } from '../../shared/errors/graph-error.ts';
import { AccessRefusal } from '../identity/access-refusal.ts';
import { inTime } from './in-time.ts';
import { accessOf, noteNothingShown, whoWas } from './request-trace.ts';
import type { RequestTrace } from './request-trace.ts';
import type { Trail } from './trail.ts';
import { explainUnavailable } from './trail-unavailable.ts';

type Traced = Pick<GatewayContext, 'requestId' | 'deadline' | 'trace'>;

/** What a record may take, in milliseconds, however little of its request's time is left. */
const LEAST_TIME = 1_000;

/** What the record says of a request that failed before GraphQL answered it. */
function noteRefusal({ trace }: Traced, error: unknown): void {
  const code = error instanceof GraphError ? error.code : 'BAD_REQUEST';
  trace.outcome = { outcome: 'REFUSED', code };
  if (error instanceof AccessRefusal && error.caller) trace.who = whoWas(error.caller);
}

/** Writes the record of a request. */
export type RequestRecorder = ReturnType<typeof requestRecorder>;

/** Makes what writes the records of each request. */
export function requestRecorder(trail: Trail, log: Logger) {
  /** Throws AUDIT_UNAVAILABLE where it is not written in time; then it may be written later, or not. */
  const write = async ({ requestId, deadline }: Traced, trace: RequestTrace): Promise<void> => {
    const time = Math.max(LEAST_TIME, deadline.remaining());
    await inTime(trail.record(accessOf(requestId, trace)), time).catch((err: unknown) => {
      log.error({ err, requestId }, 'the record of a request could not be written');
      throw explainUnavailable(err);
    });
  };
  /** That nothing can be written is not tried to be written. */
  const writeEnd = async (request: Traced): Promise<void> => {
    if (request.trace.outcome.code !== 'AUDIT_UNAVAILABLE') await write(request, request.trace);
  };
  return {
    /**
     * That a mutation is about to be executed, and whom it names: should the gateway be killed in the middle of it,
     * this remains. Throws AUDIT_UNAVAILABLE where it cannot be written.
     */
    begun: (request: Traced, childNos: readonly number[]): Promise<void> => {
      const what = { ...request.trace.what, childNos };
      return write(request, { ...request.trace, what, outcome: { outcome: 'BEGUN', code: null } });
    },
    /** `answer` is its text. Throws AUDIT_UNAVAILABLE where it cannot be written and the answer was got from the departments. */
    answered: async (request: Traced, answer?: () => string): Promise<void> => {
      if (answer !== undefined) noteNothingShown(request.trace, answer);
      await writeEnd(request).catch((error: unknown) => {
        if (request.trace.isExecuted) throw error;
      });
    },
    /** A refusal shows nothing, so it leaves whether or not it could be written. */
    refused: async (request: Traced, error: unknown): Promise<void> => {
      noteRefusal(request, error);
      await writeEnd(request).catch(() => undefined);
    },
  };
}
