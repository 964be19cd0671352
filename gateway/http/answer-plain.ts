import type { IncomingMessage } from 'node:http';
import { HeaderMap } from '@apollo/server';
import type { ApolloServer, BaseContext, GraphQLRequest } from '@apollo/server';
import { somethingFailed } from '../present-error.ts';
import { isRecord } from '../../shared/json/is-record.ts';

/** No page of another site can send it unasked (CSRF). */
const JSON_TYPE = /^application\/json(?:; ?charset=utf-8)?$/i;

/**
 * What a POST of JSON asks, where it has the form that GraphQL over HTTP states and nothing special about it. Null for
 * all else: that, and every refusal of a form, is Apollo Server's own way to answer HTTP.
 */
export function plainRequest(
  { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>,
  body: unknown,
): GraphQLRequest | null {
  if (method !== 'POST' || !JSON_TYPE.test(headers['content-type'] ?? '')) return null;
  if (!isRecord(body)) return null;
  const { query, operationName = null, variables = null, extensions = null } = body;
  if (typeof query !== 'string') return null;
  if (operationName !== null && typeof operationName !== 'string') return null;
  if (variables !== null && !isRecord(variables)) return null;
  if (extensions !== null && !isRecord(extensions)) return null;
  const request: GraphQLRequest = { query };
  if (operationName !== null) request.operationName = operationName;
  if (variables !== null) request.variables = variables;
  if (extensions !== null) request.extensions = extensions;
  return request;
}

/** An answer as it is sent. */
export interface HttpAnswer {
  status: number;
  headers: HeaderMap;
  /** Its text in UTF-8: made when it is first asked for, and then kept. */
  bytes: () => Buffer;
}

/** An answer whose text is made by a function. */
export function httpAnswer(status: number, headers: HeaderMap, write: () => string): HttpAnswer {
  let bytes: Buffer | null = null;
  return { status, headers, bytes: () => (bytes ??= Buffer.from(write())) };
}

/** As Apollo Server writes an answer. */
function jsonAnswer(status: number, headers: HeaderMap, answer: unknown): HttpAnswer {
  return httpAnswer(status, headers, () => `${JSON.stringify(answer)}\n`);
}

/**
 * Answers a question of that form, with the status, the headers and the text that Apollo Server's way would answer it
 * with. What fails there has been logged already.
 */
export async function answerPlain<Context extends BaseContext>(
  server: ApolloServer<Context>,
  request: GraphQLRequest,
  { contextValue, mediaType }: { contextValue: Context; mediaType: string },
): Promise<HttpAnswer> {
  try {
    const { body, http } = await server.executeOperation(request, { contextValue });
    if (body.kind !== 'single') throw new Error('Answers leave whole: nothing is deferred.');
    const { errors, data, extensions } = body.singleResult;
    if (!http.headers.has('content-type')) http.headers.set('content-type', mediaType);
    return jsonAnswer(http.status ?? 200, http.headers, { errors, data, extensions });
  } catch {
    const headers = new HeaderMap([['content-type', mediaType]]);
    return jsonAnswer(500, headers, { errors: [somethingFailed().toJSON()] });
  }
}
