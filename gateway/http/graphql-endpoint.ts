import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { HeaderMap } from '@apollo/server';
import type { ApolloServer, HTTPGraphQLResponse } from '@apollo/server';
import type { Logger } from 'pino';
import { GraphError } from '../../shared/errors/graph-error.ts';
import { BodyTooLarge, readBody } from '../../shared/http/read-body.ts';
import { sendJson } from '../../shared/http/send-json.ts';
import { requestRecorder } from '../audit/record-request.ts';
import type { RequestRecorder } from '../audit/record-request.ts';
import type { Trail } from '../audit/trail.ts';
import type { GatewayContext } from '../context.ts';
import { AccessRefusal } from '../identity/access-refusal.ts';
import { withinDeadline } from '../limits/deadline.ts';
import { withTrustedDocument } from '../limits/trusted-documents.ts';
import type { TrustedDocumentRules } from '../limits/trusted-documents.ts';
import type { RequestNote } from '../log/request-note.ts';
import { somethingFailed } from '../present-error.ts';
import { answerPlain, httpAnswer, plainRequest } from './answer-plain.ts';
import type { HttpAnswer } from './answer-plain.ts';
import { beginRequest } from './begin-request.ts';
import type { Begun, CreateContext } from './begin-request.ts';
import { chooseMediaType } from './media-type.ts';
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

type EndpointWithRecord = GraphqlEndpointOptions & { record: RequestRecorder };

/** A request that is not GraphQL's to answer. */
class BadRequest extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

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
    throw new BadRequest(400, 'The body is not JSON.');
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const text = request.method === 'POST' ? await readBody(request, LONGEST_BODY) : '';
  return text === '' ? undefined : parseJson(text);
}

/** What the answer will be written as: settled before anything is asked of a department. */
function negotiate(request: IncomingMessage): string {
  const mediaType = chooseMediaType(request);
  if (mediaType !== null) return mediaType;
  throw new BadRequest(
    406,
    'Answers are application/json or application/graphql-response+json: the Accept header must take one of them.',
  );
}

function searchOf({ url = '/' }: IncomingMessage, method: 'GET' | 'POST'): string {
  return method === 'GET' ? new URL(url, 'http://gateway').search : '';
}

async function resultOf(
  { server, createContext, trusted }: GraphqlEndpointOptions,
  request: IncomingMessage,
  method: 'GET' | 'POST',
  begun: Begun,
): Promise<HttpAnswer> {
  const contextValue = await createContext(request, begun);
  const mediaType = negotiate(request);
  const sent = { body: await bodyOf(request), search: searchOf(request, method) };
  const parts = withTrustedDocument(method, sent, begun.note.client ?? '', trusted);
  const plain = plainRequest(request, parts.body);
  if (plain) return answerPlain(server, plain, { contextValue, mediaType });
  const headers = headersOf(request).set('accept', mediaType);
  const result = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers, ...parts },
    context: async () => contextValue,
  });
  return answerOf(result);
}

/** Answers leave whole: nothing is deferred. */
function answerOf({ status = 200, headers, body }: HTTPGraphQLResponse): HttpAnswer {
  return httpAnswer(status, headers, () => (body.kind === 'complete' ? body.string : ''));
}

function send({ status, headers, bytes }: HttpAnswer, response: ServerResponse): void {
  for (const [name, value] of headers) response.setHeader(name, value);
  response.statusCode = status;
  response.end(bytes());
}

/**
 * Makes the text of an answer while its record is on the way to the database: nobody changes what is in it any more.
 * Where it cannot be made, the client is told of a failure, and so is the trail, after the record of an answer.
 */
async function writeMeanwhile({ bytes }: HttpAnswer): Promise<void> {
  await turn();
  bytes();
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.setHeader('connection', 'close');
  sendJson(response, status, { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] });
}

type Failure = BodyTooLarge | BadRequest | GraphError;

/** A failure as the client is told of it; the cause of what nobody meant is in the log. */
export function failureOf(error: unknown, requestId: string, log: Logger): Failure {
  if (error instanceof BodyTooLarge || error instanceof BadRequest || error instanceof GraphError)
    return error;
  log.error({ err: error, requestId }, 'request failed');
  return somethingFailed({ requestId, http: { status: 500 } });
}

export function answerFailure(failure: Failure, response: ServerResponse, note: RequestNote): void {
  if (failure instanceof GraphError) {
    note.outcome = failure.code;
    if (failure instanceof AccessRefusal) note.client = failure.caller?.client ?? null;
    sendRefusal(failure, response);
  } else {
    refuse(response, failure instanceof BadRequest ? failure.status : 413, failure.message);
  }
}

/** Sends what came of a request, once it is on record. */
async function respond(
  options: EndpointWithRecord,
  request: IncomingMessage,
  response: ServerResponse,
  method: 'GET' | 'POST',
  begun: Begun,
): Promise<void> {
  const { record } = options;
  try {
    const answering = resultOf(options, request, method, begun);
    const answer = await withinDeadline(answering, begun.deadline);
    await Promise.all([
      record.answered(begun, () => answer.bytes().toString()),
      writeMeanwhile(answer),
    ]);
    send(answer, response);
  } catch (error) {
    const failure = failureOf(error, begun.requestId, options.log);
    await record.refused(begun, failure);
    // What is left of a body nobody will read must not be waited for.
    if (!request.complete) response.setHeader('connection', 'close');
    answerFailure(failure, response, begun.note);
  }
}

/**
 * Answers GraphQL over HTTP (GET and POST). A request without a valid token or purpose, or one too many, is refused
 * before its body is read, and so is one that accepts no JSON (406); a body that is no JSON, or too long, with 400 or 413; one that is not answered in time with
 * 504. Nothing leaves before its record is written; an answer whose record cannot be is refused with 503. The rest of
 * the protocol is Apollo Server's.
 */
export function graphqlEndpoint(endpoint: GraphqlEndpointOptions) {
  const options = { ...endpoint, record: requestRecorder(endpoint.trail, endpoint.log) };
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
