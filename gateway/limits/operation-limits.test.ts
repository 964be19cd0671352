import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApolloServer, HeaderMap } from '@apollo/server';
import { pluginOf } from '../plugins/request-hooks.ts';
import { readCostRules } from './cost-rules.ts';
import type { Limits } from './limits.ts';
import { operationLimits } from './operation-limits.ts';
import { tokenLimit } from './token-limit.ts';

const TOKENS = 200;
const SDL = `
  type Query { item: Item items(first: Int = 2): [Item!] @listSize(slicingArguments: ["first"]) }
  type Item { id: ID item: Item }
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!]) on FIELD_DEFINITION`;
const LIMITS: Limits = {
  depth: 3,
  rootFields: 2,
  aliases: 2,
  directives: 2,
  fragments: 2,
  cost: 20,
};

let limits = LIMITS;
let resolved = 0;
const item = () => {
  resolved += 1;
  return { id: '1' };
};
const server = new ApolloServer({
  typeDefs: SDL,
  resolvers: { Query: { item, items: () => [item()] } },
  parseOptions: { maxLexicalTokens: TOKENS },
  includeStacktraceInErrorResponses: false,
  plugins: [
    pluginOf([
      operationLimits({ rules: readCostRules(SDL, 10), limitsFor: () => limits }),
      tokenLimit(TOKENS),
    ]),
  ],
});
beforeAll(() => server.start());
afterAll(() => server.stop());

async function ask(query: string, variables: Record<string, unknown> = {}) {
  resolved = 0;
  const { status, body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: 'POST',
      search: '',
      headers: new HeaderMap([['content-type', 'application/json']]),
      body: { query, variables },
    },
    context: async () => ({}),
  });
  const answer: unknown = body.kind === 'complete' ? JSON.parse(body.string) : null;
  return { status: status ?? 200, answer };
}

const PAGE = 'query ($n: Int) { items(first: $n) { id } }';

/** An operation just within each limit, one just beyond, and what it then measures. */
const cases: [string, number, [string, object], [string, object], number][] = [
  ['depth', 3, ['{ item { item { id } } }', {}], ['{ item { item { item { id } } } }', {}], 4],
  [
    'rootFields',
    2,
    ['{ __typename item { id } }', {}],
    ['{ __typename item { id } items { id } }', {}],
    3,
  ],
  ['aliases', 2, ['{ a: item { b: id } }', {}], ['{ a: item { b: id c: id } }', {}], 3],
  [
    'directives',
    2,
    ['{ item { id @skip(if: false) @include(if: true) } }', {}],
    ['{ item @skip(if: false) { id @skip(if: false) @include(if: true) } }', {}],
    3,
  ],
  [
    'fragments',
    2,
    ['{ ... { ... { __typename } } }', {}],
    ['{ ... { ... { ... { __typename } } } }', {}],
    3,
  ],
  ['cost', 20, [PAGE, { n: 20 }], [PAGE, { n: 21 }], 21],
];

describe('the limit', () => {
  test.each(cases)('on %s lets %d through', async (_, __, [query, variables]) => {
    const { status, answer } = await ask(query, { ...variables });
    expect(status).toBe(200);
    expect(answer).not.toHaveProperty('errors');
  });

  test.each(cases)(
    'on %s, %d, refuses more before anything runs',
    async (measure, limit, _, beyond, measured) => {
      const [query, variables] = beyond;
      const { status, answer } = await ask(query, { ...variables });
      expect(status).toBe(400);
      expect(answer).toEqual({
        errors: [
          {
            message: expect.stringContaining(`is ${measured} and may be ${limit}`),
            extensions: {
              code: 'OPERATION_TOO_EXPENSIVE',
              messageVi: expect.stringContaining(`${limit}`),
              measure,
              limit,
              measured,
            },
          },
        ],
      });
      expect(resolved).toBe(0);
    },
  );

  test('is the viewer’s own, for an operation known already too', async () => {
    const query = '{ items(first: 25) { id } }';
    expect((await ask(query)).status).toBe(400);
    limits = { ...LIMITS, cost: 30 };
    expect((await ask(query)).status).toBe(200);
    limits = LIMITS;
    expect((await ask(query)).status).toBe(400);
  });
});

describe('an answer', () => {
  test('says what it was reckoned to cost', async () => {
    expect((await ask('{ items(first: 5) { item { id } } }')).answer).toMatchObject({
      extensions: { cost: { measured: 10, limit: 20 } },
    });
  });

  test('to what cannot be parsed says nothing of cost', async () => {
    expect((await ask('{ item {')).answer).toEqual({
      errors: [expect.objectContaining({ extensions: { code: 'GRAPHQL_PARSE_FAILED' } })],
    });
  });
});

describe('the limit on tokens', () => {
  test('is counted in tokens, not in letters', async () => {
    const { status } = await ask(`{ item { ${'id '.repeat(TOKENS - 5)} } } # ${'x'.repeat(5000)}`);
    expect(status).toBe(200);
  });

  test.each([
    [TOKENS + 1, TOKENS + 1],
    [TOKENS * 10 + 500, TOKENS * 10],
  ])('refuses %d tokens and says %d', async (tokens, measured) => {
    const { status, answer } = await ask(`{ item { ${'id '.repeat(tokens - 5)} } }`);
    expect(status).toBe(400);
    expect(answer).toEqual({
      errors: [
        expect.objectContaining({
          extensions: expect.objectContaining({
            code: 'OPERATION_TOO_EXPENSIVE',
            measure: 'tokens',
            limit: TOKENS,
            measured,
          }),
        }),
      ],
    });
  });
});
