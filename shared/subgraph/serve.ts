import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';
import { GRANT_HEADER, GrantRefused, grantVerifier } from '../access/signed-grant.ts';
import { BodyTooLarge, readBody } from '../http/read-body.ts';
import { sendJson } from '../http/send-json.ts';
import { readRowsRequest } from '../rows/row-request.ts';
import { sendRows } from '../rows/send-rows.ts';
import { linkChange, linkReceipt } from '../links/link-change.ts';
import type { OpenSubgraph } from './define-subgraph.ts';
import type { DepartmentRequest } from './department-call.ts';

/** The longest call taken, in bytes: the representations of 100,000 children fit in. */
const LONGEST_CALL = 16 * 1024 * 1024;

const callShape = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
  links: z.array(linkChange).optional(),
  linkReceipts: z.array(linkReceipt).optional(),
});

function parseCall(text: string): DepartmentRequest | null {
  try {
    const call = callShape.parse(JSON.parse(text));
    const { query, variables, operationName, links, linkReceipts } = call;
    return {
      query,
      ...(variables && { variables }),
      ...(operationName && { operationName }),
      ...(links && { links }),
      ...(linkReceipts && { linkReceipts }),
    };
  } catch {
    return null;
  }
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  sendJson(response, status, { errors: [{ message, extensions: { code } }] });
}

/** A department with the check of what may ask it. */
interface Served {
  department: OpenSubgraph;
  verifyGrant: ReturnType<typeof grantVerifier>;
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? undefined : value;
}

async function answerCall(
  { department, verifyGrant }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, LONGEST_CALL);
  const grant = verifyGrant(headerOf(request, GRANT_HEADER), body);
  const call = parseCall(body);
  if (call === null) refuse(response, 400, 'BAD_REQUEST', 'The body is not JSON with a query.');
  else sendJson(response, 200, await department.answer(call, grant));
}

async function answerRows(
  { department, verifyGrant }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request, LONGEST_CALL);
  const grant = verifyGrant(headerOf(request, GRANT_HEADER), body);
  const asked = readRowsRequest(body);
  if (asked === null) refuse(response, 400, 'BAD_REQUEST', 'The body asks for no rows.');
  else await sendRows(department.rows(asked, grant), response);
}

/** What is asked by POST, by path. */
const CALLS = new Map([
  ['/graphql', answerCall],
  ['/rows', answerRows],
]);

/** A department that brings the records behind cohorts into memory answers already, cohorts later. */
function sendReadiness({ department }: Served, response: ServerResponse): void {
  const cohorts = department.cohortState();
  sendJson(response, cohorts === 'LOADING' ? 503 : 200, { department: department.name, cohorts });
}

async function answer(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0];
  const call = CALLS.get(path ?? '');
  if (path === '/livez') sendJson(response, 200, { department: served.department.name });
  else if (path === '/readyz') sendReadiness(served, response);
  else if (call === undefined)
    refuse(response, 404, 'BAD_REQUEST', 'The department answers at /graphql.');
  else if (request.method !== 'POST')
    refuse(response, 405, 'BAD_REQUEST', 'Send the operation by POST.');
  else await call(served, request, response);
}

function answerFailure(error: unknown, response: ServerResponse): void {
  if (error instanceof BodyTooLarge) refuse(response, 413, 'BAD_REQUEST', error.message);
  else if (error instanceof GrantRefused) refuse(response, 401, 'UNAUTHENTICATED', error.message);
  else response.destroy();
}

/**
 * Answers a department's calls over HTTP at /graphql, and streams rows at /rows: those that carry a grant signed with `key`, which the gateway and
 * this department alone know. Any other is refused with 401, whatever it asks for.
 */
export function serveSubgraph(department: OpenSubgraph, key: Buffer): RequestListener {
  const served = { department, verifyGrant: grantVerifier(department.name, key) };
  return (request, response) => {
    answer(served, request, response).catch((error: unknown) => {
      answerFailure(error, response);
    });
  };
}
