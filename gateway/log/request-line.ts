import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { RequestNote } from './request-note.ts';

function outcomeOf(response: ServerResponse, { outcome }: RequestNote): string {
  if (!response.writableFinished) return 'CLIENT_GONE';
  return outcome ?? (response.statusCode < 400 ? 'OK' : `HTTP_${response.statusCode}`);
}

/** Writes the one line of a request when its answer has been sent or its client has gone; call it when it comes in. */
export function logWhenDone(
  log: Logger,
  response: ServerResponse,
  requestId: string,
  note: RequestNote,
): void {
  const startedAt = performance.now();
  response.once('close', () => {
    const fields = {
      requestId,
      status: response.statusCode,
      milliseconds: Math.round(performance.now() - startedAt),
      outcome: outcomeOf(response, note),
      operation: note.operation,
      client: note.client,
    };
    log.info(fields, 'request');
  });
}
