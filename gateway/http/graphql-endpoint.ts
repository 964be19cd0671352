import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap } from '@apollo/server';
import type { ApolloServer, HTTPGraphQLResponse } from '@apollo/server';
import type { Logger } from 'pino';
import { GraphError } from '../../shared/errors/graph-error.ts';
import { BodyTooLarge, readBody } from '../../shared/http/read-body.ts';
import { sendJson } from '../../shared/http/send-json.ts';
import { requestRecorder } from '../audit/record-request.ts';
import type { Trail } from '../audit/trail.ts';
import type { GatewayContext } from '../context.ts';
import { AccessRefusal } from '../identity/access-refusal.ts';
import { withinDeadline } from '../limits/deadline.ts';
import { withTrustedDocument } from '../limits/trusted-documents.ts';
import type { TrustedDocumentRules } from '../limits/trusted-documents.ts';
import type { RequestNote } from '../log/request-note.ts';
import { beginRequest } from './begin-request.ts';
import type { Begun, CreateContext } from './begin-request.ts';
import { sendRefusal } from './send-refusal.ts';

/** The longest request body taken, in bytes; the largest operation of the product is under a tenth of it. */
const LONGEST_BODY = 1024 * 1024;

export interface GraphqlEndpointOptions {
  server: ApolloServer<GatewayContext>;
  createContext: CreateContext;
  trusted: TrustedDocumentRules;
  /** Milliseconds for one request. */
  deadline: number;
  trail: Trail;
  log: Logger;
}

/** A body that is not JSON. */
class NotJson extends Error {}

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
    throw new NotJson('The body is not JSON.');
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const text = request.method === 'POST' ? await readBody(request, LONGEST_BODY) : '';
  return text === '' ? undefined : parseJson(text);
}

async function resultOf(
  { server, createContext, trusted }: GraphqlEndpointOptions,
  request: IncomingMessage,
  method: 'GET' | 'POST',
  begun: Begun,
): Promise<HTTPGraphQLResponse> {
  const context = await createContext(request, begun);
  const { search } = new URL(request.url ?? '/', 'http://gateway');
  const sent = { body: await bodyOf(request), search };
  const parts = withTrustedDocument(method, sent, begun.note.client ?? '', trusted);
  return server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers: headersOf(request), ...parts },
    context: async () => context,
  });
}

function sendResult({ headers, status, body }: HTTPGraphQLResponse, response: ServerResponse) {
  for (const [name, value] of headers) response.setHeader(name, value);
  response.statusCode = status ?? 200;
  if (body.kind === 'complete') response.end(body.string);
  else response.end();
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.setHeader('connection', 'close');
  sendJson(response, status, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
}

/** Says what was refused before there was an answer; rethrows what nobody refused. */
export function answerFailure(error: unknown, response: ServerResponse, note: RequestNote): void {
  if (error instanceof BodyTooLarge) {
    refuse(response, 413, error.message);
  } else if (error instanceof NotJson) {
    refuse(response, 400, error.message);
  } else if (error instanceof GraphError) {
    note.outcome = error.code;
    if (error instanceof AccessRefusal) note.client = error.caller?.client ?? null;
    sendRefusal(error, response);
  } else {
    throw error;
  }
}

/** Sends what came of a request, once it is on record. */
async function respond(
  options: GraphqlEndpointOptions,
  request: IncomingMessage,
  response: ServerResponse,
  method: 'GET' | 'POST',
  begun: Begun,
): Promise<void> {
  const record = requestRecorder(options.trail, options.log);
  try {
    const answering = resultOf(options, request, method, begun);
    const result = await withinDeadline(answering, begun.deadline);
    await record.answered(begun);
    sendResult(result, response);
  } catch (error) {
    await record.refused(begun, error);
    // What is left of a body nobody will read must not be waited for.
    if (!request.complete) response.setHeader('connection', 'close');
    answerFailure(error, response, begun.note);
  }
}

/**
 * Answers GraphQL over HTTP (GET and POST). A request without a valid token or purpose, or one too many, is refused
 * before its body is read; a body that is no JSON, or too long, with 400 or 413; one that is not answered in time with
 * 504. Nothing leaves before its record is written; an answer whose record cannot be is refused with 503. The rest of
 * the protocol is Apollo Server's.
 */
export function graphqlEndpoint(options: GraphqlEndpointOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const begun = beginRequest(response, options.deadline, options.log);
    const { method } = request;
    if (method === 'GET' || method === 'POST') {
      await respond(options, request, response, method, begun);
      return;
    }
    response.setHeader('allow', 'GET, POST');
    refuse(response, 405, 'Ask the graph by POST, or by GET for a query.');
  };
}
