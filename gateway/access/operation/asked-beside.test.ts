import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startProtectedGraph, unauthorizedPaths, viewerWith } from './protected-graph.fixture.ts';
import type { ProtectedGraph } from './protected-graph.fixture.ts';
import { RANDOM_GRAPH, SCOPES } from './random-graph.fixture.ts';

let graph: ProtectedGraph;
beforeAll(async () => {
  graph = await startProtectedGraph(RANDOM_GRAPH);
});
afterAll(() => graph.stop());

/** Everything but what is named. */
function allBut(...scopes: string[]): string[] {
  return SCOPES.filter((scope) => !scopes.includes(scope));
}

describe('what is asked beside', () => {
  test('introspection and the names of types are answered to whoever may introspect', async () => {
    const query = `{ __typename __type(name: "Child") { ...T } child(id: "00000000010") { __typename name } }
      fragment T on __Type { fields { name } }`;
    const answer = await graph.ask(query, viewerWith(['child']));
    expect(answer.data).toMatchObject({
      __typename: 'Query',
      __type: { fields: expect.arrayContaining([{ name: 'name' }]) },
      child: { __typename: 'Child', name: null },
    });
    expect(unauthorizedPaths(answer)).toEqual(['child.name']);
    expect(answer.shown?.coordinates).toEqual(['Query.child']);
  });

  test('shows nothing of the protections themselves', async () => {
    const { data } = await graph.ask('{ __schema { directives { name } types { name } } }', null);
    expect(JSON.stringify(data)).not.toMatch(/requiresScopes|authenticated|Scope/);
  });

  test.each([
    ['by its name', '{ child(id: "00000000010") { born } }', ['00000000010']],
    ['in lists, each once', '{ children { born best { born } } }', ['00000000010', '00000000028']],
    ['behind an interface', '{ notes { about { born } } }', ['00000000010']],
    ['in a union', '{ things { ... on Place { name } } }', ['00000000010']],
    [
      'behind another department',
      '{ child(id: "00000000028") { best { visits { year } } } }',
      ['00000000028'],
    ],
    ['of whom nothing is left to show', '{ child(id: "00000000010") { name } }', ['00000000010']],
    [
      'of whom the type alone is asked',
      '{ child(id: "00000000010") { __typename } }',
      ['00000000010'],
    ],
    [
      'through a fragment',
      '{ child(id: "00000000010") { ...F } } fragment F on Child { id }',
      ['00000000010'],
    ],
    ['where there is none', '{ child(id: "00000000093") { id } }', []],
  ])('the number of a child %s is noted and not shown', async (_, query, childIds) => {
    const answer = await graph.ask(query, viewerWith(allBut('identity')));
    expect(answer.shown?.childIds).toEqual(childIds);
    expect(JSON.stringify(answer.data)).not.toMatch(/_hidden/);
  });

  test.each(['_hiddenChildNumber', '_hiddenType'])(
    'no client may use the name %s',
    async (name) => {
      const answer = await graph.ask(
        `{ child(id: "00000000010") { ${name}: born } }`,
        viewerWith(['child']),
      );
      expect(answer).toMatchObject({ status: 400, asked: [] });
      expect(answer.errors).toEqual([
        expect.objectContaining({
          extensions: expect.objectContaining({ code: 'RESERVED_ALIAS' }),
        }),
      ]);
    },
  );
});
