import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDatabaseAway } from '../database/is-database-away.ts';
import { GraphError } from '../errors/graph-error.ts';
import { sendJson } from '../http/send-json.ts';
import { RowsNotServed } from './rows-not-served.ts';

/** What says that a department does not stream what it is asked for (RFC 9110, 15.5.21). */
export const NOT_SERVED = 422;

function sendRefusal(error: unknown, response: ServerResponse): void {
  const refuse = (status: number, code: string, message: string) => {
    sendJson(response, status, { errors: [{ message, extensions: { code } }] });
  };
  if (error instanceof RowsNotServed) refuse(NOT_SERVED, 'NOT_SERVED', error.message);
  else if (error instanceof GraphError) refuse(403, error.code, error.message);
  else if (isDatabaseAway(error))
    refuse(503, 'DEPARTMENT_UNAVAILABLE', 'The department cannot reach its database.');
  else refuse(500, 'INTERNAL_SERVER_ERROR', 'The department failed.');
}

async function* withFirst(
  { value, done }: IteratorResult<Buffer, void>,
  others: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer> {
  if (done === true) return;
  yield value;
  yield* others;
}

/**
 * Sends a stream of rows over HTTP. What refuses it comes before its first piece, and is sent as JSON; what goes wrong
 * later, or a reader that goes, ends it without its last line.
 */
export async function sendRows(
  rows: AsyncGenerator<Buffer, void>,
  response: ServerResponse,
): Promise<void> {
  try {
    const first = await rows.next();
    response.writeHead(200, {
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    });
    const content = Readable.from(withFirst(first, rows));
    await pipeline(content, response);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendRefusal(error, response);
  }
}
