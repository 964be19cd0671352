import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../shared/children/child-number.ts';
import { startGraph } from './harness/start-graph.ts';
import type { Graph } from './harness/start-graph.ts';

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const KNOWN = formatChildNumber(1);
describe('a reserved alias', () => {
  const queries: [string, string][] = [
    ['id', `{ child(id: "${KNOWN}") { id: fullName } }`],
    ['id', `{ child(id: "${KNOWN}") { ...F } } fragment F on Child { id: fullName }`],
    ['id', `{ child(id: "${KNOWN}") { ... on Child { residence { id: code } } } }`],
    ['code', `{ child(id: "${KNOWN}") { birthRegistration { registeredAt { code: name } } } }`],
    ['onDate', `{ child(id: "${KNOWN}") { residence { onDate: name } } }`],
    ['__typename', `{ __typename: child(id: "${KNOWN}") { fullName } }`],
    ['__typename', `{ child(id: "${KNOWN}") { __typename: fullName } }`],
    ['id', '{ id: __typename }'],
    ['__proto__', `{ __proto__: child(id: "${KNOWN}") { fullName } }`],
  ];
  test.each(queries)('%s in %s', async (alias, query) => {
    const answer = await graph.ask(query);
    expect(answer.status).toBe(400);
    expect(answer.data).toBeUndefined();
    expect(answer.errors).toEqual([
      expect.objectContaining({
        message: expect.stringContaining(alias),
        extensions: expect.objectContaining({ code: 'RESERVED_ALIAS' }),
      }),
    ]);
  });

  test('any other alias is taken', async () => {
    const answer = await graph.ask(
      `{ one: child(id: "${KNOWN}") { number: id, called: fullName } }`,
    );
    expect(answer.data).toEqual({ one: { number: KNOWN, called: expect.any(String) } });
  });
});
