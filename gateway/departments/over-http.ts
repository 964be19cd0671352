import { Pool } from 'undici';
import { GRANT_HEADER, signGrant } from '../../shared/access/signed-grant.ts';
import type { Grant } from '../../shared/access/grant.ts';
import type { Tls } from '../../shared/http/tls-files.ts';
import { writeRowsRequest } from '../../shared/rows/row-request.ts';
import type { RowsRequest } from '../../shared/rows/row-request.ts';
import { RowsNotServed } from '../../shared/rows/rows-not-served.ts';
import { NOT_SERVED } from '../../shared/rows/send-rows.ts';
import type { DepartmentClient } from './department-client.ts';
import { UnreadableAnswer } from './department-client.ts';

const CONNECTIONS = 32;
/** The largest answer taken from a department, in bytes; a larger one is cut off as unreadable. */
const LARGEST_ANSWER = 64 * 1024 * 1024;

function parseAnswer(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableAnswer('it is not JSON');
  }
}

interface RowsCall {
  request: RowsRequest;
  grant: Grant;
  key: Buffer;
  signal: AbortSignal;
}

/** A department that knows no such door streams nothing. */
const NOTHING_THERE = [404, NOT_SERVED];

async function* streamRows(
  pool: Pool,
  path: string,
  { request, grant, key, signal }: RowsCall,
): AsyncGenerator<Uint8Array, void> {
  const content = writeRowsRequest(request);
  const headers = {
    'content-type': 'application/json',
    [GRANT_HEADER]: signGrant(grant, content, key),
  };
  const { statusCode, body } = await pool.request({
    method: 'POST',
    path,
    headers,
    body: content,
    signal,
  });
  if (statusCode === 200) {
    for await (const chunk of body) if (chunk instanceof Uint8Array) yield chunk;
    return;
  }
  await body.dump();
  if (NOTHING_THERE.includes(statusCode)) throw new RowsNotServed('such rows');
  throw new Error(`The department answered with HTTP status ${statusCode}.`);
}

/**
 * Reaches a department over HTTP, through a pool of kept connections. `url` is its GraphQL address, `key` what the
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
  return {
    name,
    send: async (request, grant, signal) => {
      const content = JSON.stringify(request);
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: pathname,
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          [GRANT_HEADER]: signGrant(grant, content, key),
        },
        body: content,
        signal,
      });
      const text = await body.text();
      if (statusCode >= 500)
        throw new Error(`The department answered with HTTP status ${statusCode}.`);
      return parseAnswer(text);
    },
    rows: (request, grant, signal) =>
      streamRows(streams, new URL('rows', url).pathname, { request, grant, key, signal }),
    close: async () => {
      await Promise.all([pool.destroy(), streams.destroy()]);
    },
  };
}
