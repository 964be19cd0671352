import { ApolloServer, HeaderMap } from '@apollo/server';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { GraphQLError } from 'graphql';
import { presentError } from '../present-error.ts';
import { answerPlain, plainRequest } from './answer-plain.ts';

const failing = new GraphQLError('No.', {
  extensions: { code: 'NO', http: { status: 429, headers: new HeaderMap([['retry-after', '7']]) } },
});
const server = new ApolloServer({
  typeDefs: 'type Query { here(id: ID): String no: String! } type Mutation { put: Int }',
  resolvers: {
    Query: {
      here: (_: unknown, { id }: { id?: string }) => id ?? 'chỗ này',
      no: () => {
        throw failing;
      },
    },
    Mutation: { put: () => 1 },
  },
  formatError: presentError,
  includeStacktraceInErrorResponses: false,
  persistedQueries: false,
  plugins: [
    {
      requestDidStart: async ({ request }) => {
        if (request.operationName === 'Unforeseen') throw new Error('Nobody foresaw this.');
      },
    },
  ],
  logger: {
    debug: () => undefined,
    info: () => undefined,
    warn: () => undefined,
    error: () => undefined,
  },
});
beforeAll(() => server.start());
afterAll(() => server.stop());

const JSON_TYPE = 'application/json';
const MEDIA_TYPE = 'application/json; charset=utf-8';

/** The answer as Apollo Server's own way over HTTP gives it. */
async function overHttp(body: unknown, contentType: string) {
  const headers = new HeaderMap([
    ['content-type', contentType],
    ['accept', MEDIA_TYPE],
  ]);
  const { status, ...answer } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', search: '', headers, body },
    context: async () => ({}),
  });
  return { status: status ?? 200, headers: [...answer.headers], body: answer.body };
}

async function plainly(body: unknown, contentType: string) {
  const request = plainRequest({ method: 'POST', headers: { 'content-type': contentType } }, body);
  if (request === null) return null;
  const answer = await answerPlain(server, request, { contextValue: {}, mediaType: MEDIA_TYPE });
  const text = { kind: 'complete', string: answer.bytes().toString() };
  return { status: answer.status, headers: [...answer.headers], body: text };
}

const anything = fc.constantFrom(undefined, null, 'x', 7, [], {}, { id: 'a' });
const bodies = fc.oneof(
  fc.record(
    {
      query: fc.oneof(
        anything,
        fc.constantFrom(
          '{ here }',
          'query A($id: ID) { here(id: $id) } query B { here }',
          '{ no }',
          '',
        ),
        fc.constantFrom(
          'mutation { put }',
          '{ nothing }',
          '{',
          'query ($id: ID!) { here(id: $id) }',
        ),
      ),
      variables: anything,
      operationName: fc.oneof(anything, fc.constantFrom('A', 'B', 'C', 'Unforeseen')),
      extensions: fc.oneof(
        anything,
        fc.constant({ persistedQuery: { version: 1, sha256Hash: 'x' } }),
      ),
    },
    { requiredKeys: [] },
  ),
  anything,
);
const contentTypes = fc.constantFrom(
  JSON_TYPE,
  MEDIA_TYPE,
  'Application/JSON;charset=UTF-8',
  'text/plain',
);

describe('a question in the usual form', () => {
  test('is answered with status, headers and text as over HTTP, whatever it is', async () => {
    let plain = 0;
    const check = async (drawn: unknown, contentType: string) => {
      const body: unknown = drawn === undefined ? drawn : JSON.parse(JSON.stringify(drawn));
      const answer = await plainly(body, contentType);
      if (answer === null) return;
      plain += 1;
      expect(answer).toEqual(await overHttp(body, contentType));
    };
    await fc.assert(fc.asyncProperty(bodies, contentTypes, check), { numRuns: 1_500 });
    expect(plain).toBeGreaterThan(100);
  });

  test.each([
    ['is of another type', 'text/plain', { query: '{ here }' }],
    ['has no type', '', { query: '{ here }' }],
    ['is a list', JSON_TYPE, [{ query: '{ here }' }]],
    ['has no text', JSON_TYPE, { variables: {} }],
    ['has variables of another form', JSON_TYPE, { query: '{ here }', variables: '{}' }],
    ['has a name of another form', JSON_TYPE, { query: '{ here }', operationName: 1 }],
    ['has extensions of another form', JSON_TYPE, { query: '{ here }', extensions: 'x' }],
  ])('is not one that %s', async (_, contentType, body) => {
    expect(await plainly(body, contentType)).toBeNull();
  });

  test('is not one that was sent by another method', () => {
    const headers = { 'content-type': JSON_TYPE };
    expect(plainRequest({ method: 'GET', headers }, { query: '{ here }' })).toBeNull();
  });
});
