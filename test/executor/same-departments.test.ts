import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildASTSchema, getOperationAST, parse, validate } from 'graphql';
import { pino } from 'pino';
import { OperationWriter } from '../../gateway/access/operation/random-operation.fixture.ts';
import { placeholderVariables } from '../../gateway/generations/placeholder-variables.ts';
import { readPublished } from '../../gateway/read-published.ts';
import { issueGrant } from '../../shared/access/grant.ts';
import type { Grant } from '../../shared/access/grant.ts';
import type { DepartmentRequest } from '../../shared/subgraph/department-call.ts';
import type { OpenSubgraph, Subgraph } from '../../shared/subgraph/define-subgraph.ts';
import { buildSchema } from '../../shared/subgraph/schema.ts';
import { fixedClock } from '../../shared/time/clock.ts';
import { loadDepartments } from '../../subgraphs/discover.ts';
import { grantOfAll } from '../harness/grant-of-all.ts';
import { readScenarios } from '../harness/read-scenarios.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';
import path from 'node:path';

const CLOCK = '2022-12-31';
const PURPOSES = ['CASE_MANAGEMENT', 'SERVICE_DELIVERY', 'REPORTING'];
const FOLDER = path.join(import.meta.dirname, '../../subgraphs');

const subgraphs = await loadDepartments();
const { manifest } = readPublished();

/** A department twice over one database: one runs compiled operations, the other has graphql-js run them. */
interface Pair {
  subgraph: Subgraph;
  compiled: OpenSubgraph;
  stock: OpenSubgraph;
}

let graph: Graph;
const pairs = new Map<string, Pair>();

function openPair(subgraph: Subgraph): Pair {
  const resources = {
    databaseUrl: graph.databaseUrl(subgraph.name),
    clock: fixedClock(CLOCK),
    log: pino({ level: 'silent' }),
  };
  return {
    subgraph,
    compiled: subgraph.open(resources),
    stock: subgraph.open({ ...resources, execution: 'STOCK' }),
  };
}

beforeAll(async () => {
  graph = await startGraph({ clock: CLOCK, children: 400 });
  for (const subgraph of subgraphs) pairs.set(subgraph.name, openPair(subgraph));
});
afterAll(async () => {
  for (const { compiled, stock } of pairs.values()) {
    await compiled.close();
    await stock.close();
  }
  await graph[Symbol.asyncDispose]();
});

/** A grant of the same call with other scopes. */
function withScopes(grant: Grant, scopes: readonly string[]): Grant {
  return issueGrant({ ...grant, scopes });
}

/** An answer as text, so that the order of keys counts; sets of children are sealed under another ticket each time. */
async function told(department: OpenSubgraph, request: DepartmentRequest, grant: Grant) {
  const { data, errors } = await department.answer(request, grant);
  return JSON.stringify({ data, errors }).replaceAll(/(?<=")[\w-]{32}(?=\\?")/g, 'ticket');
}

async function expectSame(
  { compiled, stock }: Pair,
  request: DepartmentRequest,
  grant: Grant,
): Promise<void> {
  expect(await told(compiled, request, grant)).toBe(await told(stock, request, grant));
}

/** Answers each question that the departments were asked, both ways: with its scopes, half of them, and none. */
async function expectSameOfAllAsked(): Promise<number> {
  let asked = 0;
  for (const [name, pair] of pairs) {
    for (const { request, grant } of graph.department(name).requests.splice(0)) {
      if (request.query.startsWith('mutation')) continue;
      const half = grant.scopes.filter((_, index) => index % 2 === 0);
      for (const scopes of [grant.scopes, half, []])
        await expectSame(pair, request, withScopes(grant, scopes));
      asked += 1;
    }
  }
  return asked;
}

describe('what the gateway asks departments is answered alike', () => {
  test.each(readScenarios())('for the scenario $name', async ({ query, variables }) => {
    await graph.ask(query, variables);
    await expectSameOfAllAsked();
  });

  test.each([...manifest.values()].map(({ id, name, text }) => ({ id, name, text })))(
    'for the trusted operation $name',
    async ({ text }) => {
      const schema = buildASTSchema(parse(graph.supergraphSdl), { assumeValid: true });
      const operation = getOperationAST(parse(text));
      const needed = operation ? placeholderVariables(operation, schema) : {};
      const variables = { ...needed, ...('unit' in needed && { unit: '30' }) };
      for (const purpose of PURPOSES) {
        const headers = await graph.headersFor({ persona: 'coordinator', purpose });
        await graph.ask(text, variables, headers);
      }
      expect(await expectSameOfAllAsked()).toBeGreaterThan(0);
    },
  );
});

/** Children of the demo province, one number that is nobody's, one that is mistyped. */
const CHILDREN = ['00000000010', '00000000028', '00000000036', '00000000044', '99999999990', '1'];
const WRITER = {
  variables: {
    references: {
      declared: '$references: [_Any!]!',
      value: CHILDREN.slice(0, 5).map((id) => ({ __typename: 'Child', id })),
    },
    yes: { declared: '$yes: Boolean!', value: true },
    no: { declared: '$no: Boolean = false' },
    on: { declared: '$on: Date = "2022-06-01"' },
  },
  arguments: {
    _entities: [
      '(representations: $references)',
      '(representations: [{ __typename: "Child", id: "1" }])',
      '(representations: [{ __typename: "AdministrativeUnit", code: "30", onDate: "2022-12-31" }])',
    ],
    child: CHILDREN.map((id) => `(id: "${id}")`),
    administrativeUnit: ['(code: "30")', '(code: "30", on: $on)', '(code: "no")'],
    searchChildren: ['(name: "Nguyễn")'],
    residence: ['', '(on: $on)', '(on: "2020-01-01")'],
    insured: ['', '(on: $on)'],
    enrolled: ['', '(on: $on)'],
    measurements: ['', '(first: 1)', '(first: 0)'],
  },
};

describe('a drawn operation is answered alike', () => {
  test.each(subgraphs.map(({ name }) => name))('by %s', async (name) => {
    const pair = pairs.get(name);
    if (!pair) throw new Error(`There is no department ${name}.`);
    const schema = buildSchema(path.join(FOLDER, name), {});
    const all = await grantOfAll(pair.subgraph, ['30']);
    const drawn = fc
      .record({
        choices: fc.array(fc.nat(59), { minLength: 20, maxLength: 200 }),
        scopes: fc.oneof(fc.constant([...all.scopes]), fc.subarray([...all.scopes])),
      })
      .map(({ choices, scopes }) => ({
        request: new OperationWriter(schema, choices, WRITER).write(),
        scopes,
      }))
      .filter(({ request }) => validate(schema, parse(request.query)).length === 0);
    await fc.assert(
      fc.asyncProperty(drawn, async ({ request, scopes }) => {
        await expectSame(pair, request, withScopes(all, scopes));
      }),
      { numRuns: 150 },
    );
  });
});
