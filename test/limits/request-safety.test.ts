import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

const CHILD = formatChildNumber(childNoOf('KNOWN_TO_ALL'));

/** As in production, but for databases of the test's own. */
let graph: Graph;
beforeAll(async () => {
  graph = await startGraph({ introspection: false });
});
afterAll(() => graph[Symbol.asyncDispose]());

function send(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...graph.headers, ...headers },
    body: JSON.stringify(body),
  });
}

function get(parameters: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(`${graph.url}/graphql?${new URLSearchParams(parameters).toString()}`, {
    headers: { ...graph.headers, ...headers },
  });
}

describe('the schema in production', () => {
  test('is not told', async () => {
    const answer = await graph.ask(getIntrospectionQuery());
    expect(answer.data).toBeUndefined();
    expect(JSON.stringify(answer)).not.toMatch(/AbuseIntervention/);
  });

  test.each([
    ['a field', '{ child(id: "1") { fullNam } }', /fullName/],
    ['a root field', '{ chil(id: "1") { id } }', /childBy|"child"/],
    ['an argument', '{ child(i: "1") { id } }', /"id"/],
    ['a type', '{ ... on Chil { id } }', /"Child"/],
    [
      'the type of a variable',
      'query ($a: Dat) { administrativeUnit(code: "30", on: $a) { code } }',
      /"Date"/,
    ],
  ])('is not hinted at for %s', async (_, query, hint) => {
    const answer = await graph.ask(query);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer)).not.toMatch(/Did you mean/);
    expect(JSON.stringify(answer)).not.toMatch(hint);
  });

  test('and its plans are not shown, whatever the headers', async () => {
    const response = await send(
      { query: `{ child(id: "${CHILD}") { healthInsurance { insured } } }` },
      { 'apollo-query-plan-experimental': '1', 'apollo-federation-include-trace': 'ftv1' },
    );
    expect(response.status).toBe(200);
    expect(await response.text()).not.toMatch(/QueryPlan|Fetch\(|ftv1/);
  });
});

describe('a request', () => {
  test('of several operations is refused', async () => {
    const response = await send([{ query: '{ __typename }' }, { query: '{ __typename }' }]);
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('"data"');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'of a kind that any page can send, %s, is refused',
    async (type) => {
      const response = await send({ query: '{ __typename }' }, { 'content-type': type });
      expect(response.status).toBe(400);
      expect(await response.text()).not.toContain('"data"');
    },
  );

  test('by GET without a header that browsers ask leave for is refused', async () => {
    expect((await get({ query: '{ __typename }' })).status).toBe(400);
    expect(
      (await get({ query: '{ __typename }' }, { 'apollo-require-preflight': '1' })).status,
    ).toBe(200);
  });

  test('cannot leave an operation behind for others', async () => {
    const sha256Hash = 'ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38';
    const extensions = { persistedQuery: { version: 1, sha256Hash } };
    const response = await send({ query: '{__typename}', extensions });
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
    });
  });
});

describe('security headers', () => {
  const requests: [string, number, () => Promise<Response>][] = [
    ['an answer', 200, () => send({ query: '{ __typename }' })],
    ['a wrong operation', 400, () => send({ query: '{ x }' })],
    ['a body that is too long', 413, () => send({ query: 'x'.repeat(1_100_000) })],
    ['no token', 401, () => send({ query: '{ __typename }' }, { authorization: '' })],
    ['no purpose', 403, () => send({ query: '{ __typename }' }, { 'x-purpose': '' })],
    ['an untrusted operation', 403, () => send({ documentId: 'x' })],
    ['another method', 405, () => fetch(`${graph.url}/graphql`, { method: 'DELETE' })],
    ['another path', 404, () => fetch(`${graph.url}/x`)],
    ['health', 200, () => fetch(`${graph.url}/readyz`)],
  ];

  test.each(requests)('are on the answer to %s (%d)', async (_, status, request) => {
    const response = await request();
    const headers = Object.fromEntries(response.headers);
    expect(response.status).toBe(status);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'content-type': expect.stringContaining('json'),
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.any(String),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    for (const telling of ['server', 'x-powered-by', 'access-control-allow-origin', 'etag'])
      expect(headers).not.toHaveProperty(telling);
    await response.arrayBuffer();
  });
});
