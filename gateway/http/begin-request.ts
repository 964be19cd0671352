import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { newTrace } from '../audit/request-trace.ts';
import type { GatewayContext } from '../context.ts';
import { startDeadline } from '../limits/deadline.ts';
import { logWhenDone } from '../log/request-line.ts';
import { newNote } from '../log/request-note.ts';

/** What is known of a request as it comes in. */
export type Begun = Pick<GatewayContext, 'requestId' | 'deadline' | 'note' | 'trace'>;

/** Whoever makes a request's context may refuse it whole: for who asks, why, or how often. */
export type CreateContext = (request: IncomingMessage, begun: Begun) => Promise<GatewayContext>;

/** Gives a request its id, which the client is told, and what will be its lines in the log and the trail. */
export function beginRequest(response: ServerResponse, limit: number, log: Logger): Begun {
  const begun = {
    requestId: randomUUID(),
    deadline: startDeadline(limit),
    note: newNote(),
    trace: newTrace(),
  };
  logWhenDone(log, response, begun.requestId, begun.note);
  response.setHeader('x-request-id', begun.requestId);
  return begun;
}
