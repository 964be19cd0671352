import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { z } from 'zod';
import { BodyTooLarge, readBody } from '../http/read-body.ts';
import { sendJson } from '../http/send-json.ts';
import type { OpenSubgraph } from './define-subgraph.ts';
import type { DepartmentRequest } from './department-call.ts';

/** The longest call taken, in bytes: the representations of 100,000 children fit in. */
const LONGEST_CALL = 16 * 1024 * 1024;

const callShape = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

function parseCall(text: string): DepartmentRequest | null {
  try {
    const { query, variables, operationName } = callShape.parse(JSON.parse(text));
    return { query, ...(variables && { variables }), ...(operationName && { operationName }) };
  } catch {
    return null;
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
}

async function answerCall(
  department: OpenSubgraph,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const call = parseCall(await readBody(request, LONGEST_CALL));
  if (call === null) refuse(response, 400, 'The body is not JSON with a query.');
  else sendJson(response, 200, await department.answer(call));
}

async function answer(
  department: OpenSubgraph,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const path = (request.url ?? '/').split('?')[0];
  if (path === '/livez' || path === '/readyz')
    sendJson(response, 200, { department: department.name });
  else if (path !== '/graphql') refuse(response, 404, 'The department answers at /graphql.');
  else if (request.method !== 'POST') refuse(response, 405, 'Send the operation by POST.');
  else await answerCall(department, request, response);
}

/** Answers a department's calls over HTTP at /graphql. */
export function serveSubgraph(department: OpenSubgraph): RequestListener {
  return (request, response) => {
    answer(department, request, response).catch((error: unknown) => {
      if (error instanceof BodyTooLarge) refuse(response, 413, error.message);
      else response.destroy();
    });
  };
}
