import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGraph } from './harness/start-graph.ts';
import type { Graph } from './harness/start-graph.ts';

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const TYPENAME = '{ __typename }';

function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...graph.headers, ...headers },
    body,
  });
}

describe('GraphQL over HTTP', () => {
  test('answers the media type of the draft when it is asked for', async () => {
    const response = await post(JSON.stringify({ query: TYPENAME }), {
      accept: 'application/graphql-response+json',
    });
    expect(response.headers.get('content-type')).toMatch('application/graphql-response+json');
    expect(await response.json()).toMatchObject({ data: { __typename: 'Query' } });
  });

  test('names every request and lets nothing be kept', async () => {
    const response = await post(JSON.stringify({ query: TYPENAME }));
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('takes a GET that a browser could not have been tricked into', async () => {
    const url = `${graph.url}/graphql?query=${encodeURIComponent(TYPENAME)}`;
    expect((await fetch(url, { headers: graph.headers })).status).toBe(400);
    expect(
      (await fetch(url, { headers: { ...graph.headers, 'apollo-require-preflight': 'yes' } }))
        .status,
    ).toBe(200);
  });

  test('refuses a body over one megabyte with 413', async () => {
    const response = await post(
      JSON.stringify({ query: TYPENAME, variables: { x: 'x'.repeat(1024 * 1024) } }),
    );
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({
      errors: [expect.objectContaining({ message: expect.stringContaining('1048576') })],
    });
  });

  test.each(['PUT', 'DELETE', 'PATCH'])('refuses %s with 405', async (method) => {
    expect((await fetch(`${graph.url}/graphql`, { method })).status).toBe(405);
  });

  test('refuses a batch', async () => {
    const response = await post(JSON.stringify([{ query: TYPENAME }, { query: TYPENAME }]));
    expect(response.status).toBe(400);
  });
});

describe('beside the graph', () => {
  test.each(['/livez', '/readyz', '/healthz', '/health'])('%s answers 200', async (path) => {
    expect((await fetch(`${graph.url}${path}`)).status).toBe(200);
  });

  test('readiness does not hang on one department', async () => {
    graph.department('health').fault = { kind: 'REFUSE' };
    expect((await fetch(`${graph.url}/readyz`)).status).toBe(200);
    graph.department('health').fault = null;
  });

  test.each(['/', '/graphiql', '/graphql/x', '/.env'])('%s is not there', async (path) => {
    const response = await fetch(`${graph.url}${path}`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(404);
    expect(await response.text()).not.toMatch(/https:/);
  });

  test('a browser at /graphql is given no page from elsewhere', async () => {
    const response = await fetch(`${graph.url}/graphql`, { headers: { accept: 'text/html' } });
    expect(await response.text()).not.toMatch(/https:|<html/);
  });
});
