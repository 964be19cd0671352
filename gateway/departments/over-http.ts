import { Pool } from 'undici';
import { GRANT_HEADER, signGrant } from '../../shared/access/signed-grant.ts';
import type { Grant } from '../../shared/access/grant.ts';
import type { Tls } from '../../shared/http/tls-files.ts';
import { writeRowsRequest } from '../../shared/rows/row-request.ts';
import type { RowsRequest } from '../../shared/rows/row-request.ts';
import { RowsNotServed } from '../../shared/rows/rows-not-served.ts';
import { NOT_SERVED } from '../../shared/rows/send-rows.ts';
import { readAnswerLines } from '../../shared/subgraph/answer-lines.ts';
import { writeCalls } from '../../shared/subgraph/call-shape.ts';
import { Turns } from '../../shared/subgraph/turns.ts';
import { CallBatch } from './call-batch.ts';
import type { Sending } from './call-batch.ts';
import type { DepartmentClient } from './department-client.ts';
import { UnreadableAnswer } from './department-client.ts';

const CONNECTIONS = 32;
/** The largest answer taken from a department, in bytes; a larger one is cut off as unreadable. */
const LARGEST_ANSWER = 128 * 1024 * 1024;

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableAnswer('it is not JSON');
  }
}

/** One of a department's doors, and what opens it. */
interface HttpDoor {
  pool: Pool;
  path: string;
  grant: Grant;
  key: Buffer;
}

function post({ pool, path, grant, key }: HttpDoor, content: string, signal: AbortSignal) {
  return pool.request({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', [GRANT_HEADER]: signGrant(grant, content, key) },
    body: content,
    signal,
  });
}

type Response = Awaited<ReturnType<typeof post>>;

async function* bytesOf({ body }: Response): AsyncGenerator<Uint8Array, void> {
  for await (const chunk of body) if (chunk instanceof Uint8Array) yield chunk;
}

function failedWith(statusCode: number): Error {
  return new Error(`The department answered with HTTP status ${statusCode}.`);
}

function sendingThrough(door: HttpDoor): Sending {
  return {
    one: async (request, signalOf) => {
      const { statusCode, body } = await post(door, JSON.stringify(request), signalOf());
      const text = await body.text();
      if (statusCode >= 500) throw failedWith(statusCode);
      return parseAnswer(text);
    },
    together: async function* (calls, signalOf) {
      const response = await post(door, writeCalls(calls), signalOf());
      if (response.statusCode !== 200) {
        await response.body.dump();
        throw failedWith(response.statusCode);
      }
      yield* readAnswerLines(bytesOf(response));
    },
  };
}

/** A department that knows no such door streams nothing. */
const NOTHING_THERE = [404, NOT_SERVED];

async function* streamRows(
  door: HttpDoor,
  request: RowsRequest,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const response = await post(door, writeRowsRequest(request), signal);
  if (response.statusCode === 200) {
    yield* bytesOf(response);
    return;
  }
  await response.body.dump();
  if (NOTHING_THERE.includes(response.statusCode)) throw new RowsNotServed('such rows');
  throw failedWith(response.statusCode);
}

/**
 * Reaches a department over HTTP, through a pool of kept connections; calls that are in flight together go together,
 * those of equal grants in one request. `url` is its GraphQL address, `key` what the
 * gateway and that department alone know: each call's grant is signed with it. Over https, `tls` says whose certificate
 * the department must show, and what the gateway shows.
 */
export function httpClient(
  name: string,
  url: string,
  key: Buffer,
  tls: Tls = {},
): DepartmentClient {
  const { origin, pathname } = new URL(url);
  const options = { connections: CONNECTIONS, pipelining: 1, connect: { ...tls } };
  const pool = new Pool(origin, { ...options, maxResponseSize: LARGEST_ANSWER });
  const streams = new Pool(origin, options);
  const rowsPath = new URL('rows', url).pathname;
  const turns = new Turns(
    (grant) => new CallBatch(sendingThrough({ pool, path: pathname, grant, key })),
  );
  return {
    name,
    send: (request, grant, signalOf) => turns.join(grant, (batch) => batch.ask(request, signalOf)),
    rows: (request, grant, signal) =>
      streamRows({ pool: streams, path: rowsPath, grant, key }, request, signal),
    close: async () => {
      await Promise.all([pool.destroy(), streams.destroy()]);
    },
  };
}
