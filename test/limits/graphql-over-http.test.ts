import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditServer } from 'graphql-http';
import type { AuditResult } from 'graphql-http';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

/**
 * What the graph does otherwise than the draft recommends, on purpose. A GET without a header that browsers ask leave
 * for is refused, lest another site's page make someone's browser send it (CSRF); and who asks for application/json is
 * told of a wrong operation by status 400, not 200.
 */
const OTHERWISE: Readonly<Record<string, string>> = {
  '5A70': 'MAY accept application/x-www-form-urlencoded formatted GET requests',
  D6D5: 'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/graphql-response+json',
  '6A70':
    'MAY allow URL-encoded JSON string {variables} parameter in GETs when accepting application/json',
  '572B': 'SHOULD use 200 status code on document parsing failure when accepting application/json',
  FDE2: 'SHOULD use 200 status code on document validation failure when accepting application/json',
  '7B9B':
    'SHOULD use a status code of 200 on variable coercion failure when accepting application/json',
};

/** The recommendations that are met as soon as a GET bears that header. */
const ONLY_FOR_THE_HEADER = ['5A70', 'D6D5', '6A70'];

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

/** Runs the audits of npm graphql-http as the coordinator, with more headers on every request. */
function audit(others: Record<string, string> = {}): Promise<AuditResult[]> {
  return auditServer({
    url: `${graph.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      for (const [name, value] of Object.entries({ ...graph.headers, ...others }))
        headers.set(name, value);
      return fetch(url, { ...init, headers });
    },
  });
}

function unmet(results: readonly AuditResult[]): Record<string, string> {
  return Object.fromEntries(
    results.filter(({ status }) => status !== 'ok').map(({ id, name }) => [id, name]),
  );
}

describe('the audits of GraphQL over HTTP', () => {
  test('find nothing that must be otherwise, and recommend what is told here', async () => {
    const results = await audit();
    expect(results.length).toBeGreaterThanOrEqual(60);
    expect(results.filter(({ status }) => status === 'error')).toEqual([]);
    expect(unmet(results)).toEqual(OTHERWISE);
  });

  test('have nothing against a GET that no page could have made', async () => {
    const found = Object.keys(unmet(await audit({ 'apollo-require-preflight': 'yes' })));
    expect(found.filter((id) => ONLY_FOR_THE_HEADER.includes(id))).toEqual([]);
  });
});
