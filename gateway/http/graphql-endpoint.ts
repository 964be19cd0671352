import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap } from '@apollo/server';
import type { ApolloServer } from '@apollo/server';
import { BodyTooLarge, readBody } from '../../shared/http/read-body.ts';
import { sendJson } from '../../shared/http/send-json.ts';
import type { GatewayContext } from '../context.ts';
import { AccessRefusal, presentRefusal } from '../identity/access-refusal.ts';

/** The longest request body taken, in bytes; the largest operation of the product is under a tenth of it. */
const LONGEST_BODY = 1024 * 1024;

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return headers;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.setHeader('connection', 'close');
  sendJson(response, status, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
}

async function sendResult(
  server: ApolloServer<GatewayContext>,
  request: IncomingMessage,
  response: ServerResponse,
  body: unknown,
  contextValue: GatewayContext,
) {
  const result = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: (request.method ?? 'GET').toUpperCase(),
      headers: headersOf(request),
      search: new URL(request.url ?? '/', 'http://gateway').search,
      body,
    },
    context: async () => contextValue,
  });
  for (const [name, value] of result.headers) response.setHeader(name, value);
  response.statusCode = result.status ?? 200;
  if (result.body.kind === 'complete') response.end(result.body.string);
  else response.end();
}

/** Whoever makes a request's context may refuse it whole: for who asks, or why. */
type CreateContext = (request: IncomingMessage, requestId: string) => Promise<GatewayContext>;

async function answer(
  server: ApolloServer<GatewayContext>,
  request: IncomingMessage,
  response: ServerResponse,
  contextValue: GatewayContext,
): Promise<void> {
  const text = request.method === 'POST' ? await readBody(request, LONGEST_BODY) : '';
  const body = text === '' ? undefined : parseJson(text);
  if (text !== '' && body === undefined) refuse(response, 400, 'The body is not JSON.');
  else await sendResult(server, request, response, body, contextValue);
}

function answerFailure(error: unknown, response: ServerResponse): void {
  if (error instanceof BodyTooLarge) {
    refuse(response, 413, error.message);
  } else if (error instanceof AccessRefusal) {
    const { status, headers, body } = presentRefusal(error);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    sendJson(response, status, body);
  } else {
    throw error;
  }
}

/**
 * Answers GraphQL over HTTP (GET and POST). A request without a valid token or purpose is refused with 401 or 403
 * before its body is read; a body that is no JSON, or too long, with 400 or 413. The rest of the protocol is Apollo
 * Server's.
 */
export function graphqlEndpoint(
  server: ApolloServer<GatewayContext>,
  createContext: CreateContext,
  createRequestId: () => string,
) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = createRequestId();
    response.setHeader('x-request-id', requestId);
    if (request.method !== 'GET' && request.method !== 'POST') {
      response.setHeader('allow', 'GET, POST');
      refuse(response, 405, 'Ask the graph by POST, or by GET for a query.');
      return;
    }
    try {
      await answer(server, request, response, await createContext(request, requestId));
    } catch (error) {
      answerFailure(error, response);
    }
  };
}
