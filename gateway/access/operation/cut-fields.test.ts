import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CUT_CASES } from './cut-cases.fixture.ts';
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

describe('a field that the scopes do not reach is cut', () => {
  test.each(CUT_CASES)('$title', async ({ without, query, data, cut, unheard }) => {
    const answer = await graph.ask(query, viewerWith(allBut(...without)));
    expect(JSON.stringify(answer.data)).toBe(JSON.stringify(data));
    expect(unauthorizedPaths(answer)).toEqual(cut);
    for (const asked of answer.asked) expect(asked.query).not.toMatch(unheard);
  });

  test('alike whether its object is there or not', async () => {
    const ask = (id: string) =>
      graph.ask(
        `{ child(id: "${id}") { name visits { reason } } }`,
        viewerWith(['child', 'health']),
      );
    const [known, unknown] = [await ask('00000000010'), await ask('00000000093')];
    expect(known.data).toEqual({
      child: { name: null, visits: [{ reason: null }, { reason: null }] },
    });
    expect(unknown.data).toEqual({ child: null });
    expect(unknown.errors).toEqual(known.errors);
  });

  test('with an error that names the field and what it needs, in both languages', async () => {
    const { errors } = await graph.ask(
      '{ child(id: "00000000010") { visits { reason } } }',
      viewerWith(['child', 'health']),
    );
    expect(errors).toEqual([
      {
        message: expect.stringContaining(
          'Visit.reason: it needs (health and secret) or (boss and health)',
        ),
        path: ['child', 'visits', 'reason'],
        extensions: {
          code: 'UNAUTHORIZED_FIELD',
          messageVi: expect.stringContaining(
            'Visit.reason: cần quyền (health và secret) hoặc (boss và health)',
          ),
          field: 'Visit.reason',
          scopes: [
            ['health', 'secret'],
            ['boss', 'health'],
          ],
        },
      },
    ]);
  });

  test('without a viewer, and then nothing at all is asked', async () => {
    const answer = await graph.ask('{ children { id } notes { id } things { __typename } }', null);
    expect(answer.data).toEqual({ children: null, notes: null, things: null });
    expect(unauthorizedPaths(answer)).toEqual(['children', 'notes', 'things']);
    expect(answer).toMatchObject({ asked: [], shown: { childIds: [], coordinates: [] } });
  });

  test('of a mutation, which then is not run', async () => {
    const query = 'mutation { rename(id: "00000000010", name: "x") { name } }';
    const refused = await graph.ask(query, viewerWith(['child']));
    expect(refused).toMatchObject({ data: { rename: null }, asked: [] });
    expect(unauthorizedPaths(refused)).toEqual(['rename']);
    const run = await graph.ask(query, viewerWith(['child', 'identity']));
    expect(run.data).toEqual({ rename: { name: 'x' } });
  });
});
