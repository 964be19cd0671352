import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import {
  startProtectedGraph,
  unauthorizedPaths,
  viewerWith,
} from './operation/protected-graph.fixture.ts';
import type { ProtectedGraph } from './operation/protected-graph.fixture.ts';
import { RANDOM_GRAPH, SCOPES } from './operation/random-graph.fixture.ts';

let graph: ProtectedGraph;
beforeAll(async () => {
  graph = await startProtectedGraph(RANDOM_GRAPH);
});
afterAll(() => graph.stop());

describe('variables', () => {
  const QUERY = `query Q($id: ID!, $since: Int!) { child(id: $id) { born visits(since: $since) { year } } }`;

  test('that only a cut field used are not sent', async () => {
    const answer = await graph.ask(QUERY, viewerWith(['child']), {
      id: '00000000010',
      since: 2021,
    });
    expect(answer.data).toEqual({ child: { born: '2020', visits: null } });
    expect(answer.asked).toHaveLength(1);
    expect(answer.asked[0]?.query).not.toContain('since');
  });

  test('that are wrong are refused alike, whoever asks', async () => {
    const variables = { id: '00000000010', since: 'long ago' };
    const [one, other] = [
      await graph.ask(QUERY, viewerWith(SCOPES), variables),
      await graph.ask(QUERY, null, variables),
    ];
    expect(one.errors).toEqual([
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT' } }),
    ]);
    expect(other).toEqual(one);
  });

  test('decide conditions anew on each request', async () => {
    const query =
      'query Q($all: Boolean!) { child(id: "00000000010") { id name @include(if: $all) } }';
    const ask = (all: boolean) => graph.ask(query, viewerWith(['child']), { all });
    expect((await ask(false)).errors).toEqual([]);
    expect(unauthorizedPaths(await ask(true))).toEqual(['child.name']);
    expect((await ask(false)).data).toEqual({ child: { id: '00000000010' } });
  });

  test('that decide must not be null', async () => {
    const query =
      'query Q($all: Boolean = true) { child(id: "00000000010") { id @include(if: $all) } }';
    const answer = await graph.ask(query, viewerWith(['child']), { all: null });
    expect(answer).toMatchObject({ status: 400, asked: [] });
    expect(answer.errors).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) }),
    ]);
  });
});

describe('plans are kept', () => {
  const QUERY = '{ child(id: "00000000010") { born visits { year } } }';
  const all = viewerWith(SCOPES);
  const some = viewerWith(['child']);

  async function departments(viewer: typeof all, query = QUERY, operationName?: string) {
    const { asked } = await graph.ask(query, viewer, {}, operationName);
    return asked.map(({ department }) => department);
  }

  test('for each viewer: the privileged one first', async () => {
    const query = `${QUERY} # first`;
    expect(await departments(all, query)).toEqual(['register', 'health']);
    expect(await departments(some, query)).toEqual(['register']);
    expect(await departments(all, query)).toEqual(['register', 'health']);
  });

  test('for each viewer: the privileged one last', async () => {
    const query = `${QUERY} # last`;
    expect(await departments(some, query)).toEqual(['register']);
    expect(await departments(all, query)).toEqual(['register', 'health']);
    expect(await departments(some, query)).toEqual(['register']);
  });

  test('for each operation of a document', async () => {
    const query = `query A { child(id: "00000000010") { born } } query B { child(id: "00000000010") { visits { year } } }`;
    for (const viewer of [all, some, all]) {
      expect(await departments(viewer, query, 'A')).toEqual(['register']);
      expect(await departments(viewer, query, 'B')).toContain('register');
    }
    expect(await departments(all, query, 'B')).toEqual(['register', 'health']);
    expect(await departments(some, query, 'B')).toEqual(['register']);
  });
});

describe('a purpose that cannot exercise what the viewer holds', () => {
  const QUERY = '{ child(id: "00000000010") { name visits { reason } } }';

  async function neededScopes(exercised: string[], held: string[]) {
    const asked: (readonly string[])[] = [];
    const refusing = await startProtectedGraph(RANDOM_GRAPH, (_, scopes) => {
      asked.push(scopes);
      return scopes.length === 0
        ? null
        : new GraphQLError('No.', {
            extensions: { code: 'PURPOSE_FORBIDS', http: { status: 403 } },
          });
    });
    const answer = await refusing.ask(QUERY, viewerWith(exercised, held));
    await refusing.stop();
    return { scopes: asked.flat(), answer };
  }

  test('refuses the whole operation before anything is planned', async () => {
    const { answer, scopes } = await neededScopes(['child'], ['child', 'identity']);
    expect(scopes).toEqual(expect.arrayContaining(['identity']));
    expect(answer).toMatchObject({ data: undefined, asked: [], status: 403, shown: null });
    expect(answer.errors).toEqual([
      expect.objectContaining({ extensions: { code: 'PURPOSE_FORBIDS' } }),
    ]);
  });

  test('is looked for below a field that is cut for want of a scope', async () => {
    const { scopes } = await neededScopes([], ['identity', 'secret']);
    expect(scopes).toEqual([]);
    const below = await neededScopes([], ['health', 'secret']);
    expect(new Set(below.scopes)).toEqual(new Set(['health', 'secret']));
  });

  test('is none where one way to see the field is open', async () => {
    const { scopes, answer } = await neededScopes(
      ['child', 'identity', 'health', 'boss'],
      ['child', 'identity', 'health', 'boss', 'secret'],
    );
    expect(scopes).toEqual([]);
    expect(answer.errors).toEqual([]);
  });
});
