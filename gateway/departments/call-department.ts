import type { Logger } from 'pino';
import { inTime } from '../../shared/time/in-time.ts';
import type { DepartmentAnswer, DepartmentRequest } from '../../shared/subgraph/department-call.ts';
import type { GatewayContext } from '../context.ts';
import { timeForCall } from '../limits/deadline.ts';
import type { AnswerShapes } from './answer-shape.ts';
import type { DepartmentClient } from './department-client.ts';
import { UnreadableAnswer } from './department-client.ts';
import { failureCode } from './failure.ts';
import type { FailureCode } from './failure.ts';
import type { Fetch } from './ledger.ts';
import { readAnswer } from './read-answer.ts';

export interface CallOptions {
  client: DepartmentClient;
  /** How long one call may take, in milliseconds. */
  deadline: number;
  /** The forms that answers must have. */
  shapes: AnswerShapes;
  log: Logger;
}

/** What came of a call. */
export type Outcome = { answer: DepartmentAnswer } | { failure: FailureCode };

/** How long a call is waited for. */
class Patience {
  #controller: AbortController | null = null;
  isOver = false;

  /** Ends the call, for whoever can end it. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.isOver) this.#controller.abort();
    return this.#controller.signal;
  }

  end(): Error {
    this.isOver = true;
    this.#controller?.abort();
    return new Error('The deadline passed.');
  }
}

/**
 * Sends one operation to a department, in the time that is left of the request, under the grant for it. Never rejects:
 * where nothing fit to use came back in time, answers why; with no time left, the department is not asked.
 */
export async function callDepartment(
  { client, deadline: longest, shapes, log }: CallOptions,
  request: DepartmentRequest,
  { grantFor, deadline }: Pick<GatewayContext, 'grantFor' | 'deadline'>,
  { document }: Pick<Fetch, 'document'>,
): Promise<Outcome> {
  const time = timeForCall(deadline, longest);
  if (time === 0) return { failure: 'DEADLINE_EXCEEDED' };
  const grant = grantFor(client.name);
  const entities = request.variables?.['representations'];
  const patience = new Patience();
  try {
    const sent = client.send(request, grant, () => patience.signal);
    const came = await inTime(sent, time, () => patience.end());
    const answer = readAnswer(came, Array.isArray(entities) ? entities.length : null);
    if (answer.data && !shapes.fits(document, answer.data))
      throw new UnreadableAnswer('its data has another form');
    return { answer };
  } catch (err) {
    const failure = failureCode(err, patience.isOver, time < longest);
    log.warn({ err, department: client.name, failure }, 'department call failed');
    return { failure };
  }
}
