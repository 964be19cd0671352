import '../no-telemetry.ts';
import { ApolloGateway } from '@apollo/gateway';
import { Supergraph } from '@apollo/federation-internals';
import { ApolloServer } from '@apollo/server';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { OverlappingFieldsCanBeMergedRule, parse, validate } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { z } from 'zod';
import {
  CONDITION_VARIABLES,
  OperationWriter,
} from '../access/operation/random-operation.fixture.ts';
import type { WriterOptions } from '../access/operation/random-operation.fixture.ts';
import type { Gateway } from '../access/protected-gateway.ts';
import { compiledGateway } from './compiled-gateway.ts';
import { drawnGraph } from './drawn-graph.fixture.ts';
import { createPlanner } from './planner.ts';

const { supergraphSdl, departments } = drawnGraph();

const WRITER: WriterOptions = {
  variables: {
    id: { declared: '$id: ID! = "1"' },
    year: { declared: '$year: Int', value: 2021 },
    ...CONDITION_VARIABLES,
  },
  arguments: {
    being: ['(id: "1")', '(id: $id)', '(id: 4)'],
    person: ['(id: $id)', '(id: "2")'],
    rename: ['(id: $id)', '(id: "2")'],
    adopt: ['(id: $id)', '(id: "3")'],
    born: ['', '(year: 2020)', '(year: $year)'],
  },
};

function stockGateway(): Gateway {
  return new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) => ({
      process: async ({ request, context }) => {
        const { query = '', variables = {}, operationName } = request;
        const question = { query, variables, operationName, document: parse(query), at: [] };
        const reply = await departments.get(name)?.ask(question, context);
        return {
          ...(reply?.data && { data: reply.data }),
          ...(reply?.errors && { errors: reply.errors.map((error) => ({ ...error })) }),
        };
      },
    }),
  });
}

/** Counts what is left to the gateway that it stands before. */
function counting(inner: Gateway, left: string[]): Gateway {
  return {
    onSchemaLoadOrUpdate: (callback) => inner.onSchemaLoadOrUpdate(callback),
    load: async (config) => {
      const { executor } = await inner.load(config);
      return {
        executor: executor && (async (request) => (left.push(request.source), executor(request))),
      };
    },
    stop: () => inner.stop(),
  };
}

const left: string[] = [];
function serverOver(gateway: Gateway) {
  return new ApolloServer({ gateway, includeStacktraceInErrorResponses: false });
}
const servers = {
  stock: serverOver(stockGateway()),
  compiled: serverOver(
    compiledGateway(counting(stockGateway(), left), {
      planner: createPlanner(supergraphSdl),
      departments,
    }),
  ),
};

beforeAll(async () => {
  await Promise.all(Object.values(servers).map((server) => server.start()));
});
afterAll(async () => {
  await Promise.all(Object.values(servers).map((server) => server.stop()));
});

interface Case {
  query: string;
  variables: Record<string, unknown>;
  seed: number;
  spoiled: number;
}

async function answerOf(
  which: keyof typeof servers,
  { query, variables, ...contextValue }: Case,
): Promise<unknown> {
  const { body } = await servers[which].executeOperation({ query, variables }, { contextValue });
  return body.kind === 'single' ? JSON.parse(JSON.stringify(body.singleResult)) : null;
}

const answerForm = z.looseObject({
  data: z.unknown().optional(),
  errors: z
    .array(z.looseObject({ path: z.array(z.union([z.string(), z.number()])).optional() }))
    .optional(),
});
type Answer = z.infer<typeof answerForm>;

/**
 * An answer whose errors lie at fields, not at items: where a list holds objects that a fetch is not about, the stock
 * executor counts past them and names another item; a test below shows ours naming the right one.
 */
function atFields({ errors, ...rest }: Answer) {
  const placed = errors?.map(({ path, ...error }) => ({
    ...error,
    path: path?.filter((step) => typeof step === 'string'),
  }));
  return { ...rest, errors: placed };
}

async function check(one: Case): Promise<void> {
  const [stock, compiled] = await Promise.all([answerOf('stock', one), answerOf('compiled', one)]);
  expect(atFields(answerForm.parse(compiled))).toEqual(atFields(answerForm.parse(stock)));
}

function casesOf(root: 'query' | 'mutation', schema: GraphQLSchema): fc.Arbitrary<Case> {
  return fc
    .record({
      choices: fc.array(fc.nat(59), { minLength: 5, maxLength: 120 }),
      seed: fc.nat(100_000),
      spoiled: fc.constantFrom(0, 0, 10, 30),
    })
    .map(({ choices, ...drawn }) => ({
      ...new OperationWriter(schema, choices, { ...WRITER, root }).write(),
      ...drawn,
    }))
    .filter(
      ({ query }) =>
        validate(schema, parse(query), [OverlappingFieldsCanBeMergedRule]).length === 0,
    );
}

describe('a drawn operation over drawn answers gives what the stock executor gives', () => {
  const schema = apiSchema();
  test.each([
    ['query', 3_000],
    ['mutation', 1_000],
  ] as const)('%s, %d times', async (root, numRuns) => {
    await fc.assert(fc.asyncProperty(casesOf(root, schema), check), { numRuns });
    expect(left).toEqual([]);
  });
});

function apiSchema(): GraphQLSchema {
  return Supergraph.build(supergraphSdl).apiSchema().toGraphQLJSSchema();
}

test('introspection is left to the stock executor', async () => {
  const one = { variables: {}, seed: 1, spoiled: 0 };
  await check({ ...one, query: '{ __type(name: "Pet") { name } count }' });
  expect(left).toHaveLength(1);
});

test('an error lies at the item whose value is missing', async () => {
  const query = '{ any { __typename ... on Being { rival { id } } } }';
  const told = await answerOf('compiled', { query, variables: {}, seed: 45_291, spoiled: 0 });
  const { data, errors } = answerForm.parse(told);
  expect(errors?.map(({ path }) => path)).toEqual([['any', 2, 'rival']]);
  expect(data).toMatchObject({ any: [{}, {}, { rival: null }] });
  expect(data).toHaveProperty('any.1.__typename', 'Pet');
});
