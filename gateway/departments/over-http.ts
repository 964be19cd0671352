import { Pool } from 'undici';
import { GRANT_HEADER, signGrant } from '../../shared/access/signed-grant.ts';
import type { Tls } from '../../shared/http/tls-files.ts';
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
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    pipelining: 1,
    connect: { ...tls },
    maxResponseSize: LARGEST_ANSWER,
  });
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
    close: () => pool.destroy(),
  };
}
