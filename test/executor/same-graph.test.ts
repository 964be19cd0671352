import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildASTSchema, getOperationAST, parse } from 'graphql';
import { z } from 'zod';
import { placeholderVariables } from '../../gateway/generations/placeholder-variables.ts';
import { readPublished } from '../../gateway/read-published.ts';
import { readScenarios } from '../harness/read-scenarios.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

const { manifest, published } = readPublished();

/** Two gateways over the same departments: one runs compiled operations, the other those of @apollo/gateway. */
interface Pair {
  graph: Graph;
  stock: Awaited<ReturnType<Graph['startReplica']>>;
}

async function startPair(clock: string, children?: number): Promise<Pair> {
  const graph = await startGraph({ clock, ...(children !== undefined && { children }) });
  return { graph, stock: await graph.startReplica('stock', { executor: 'STOCK' }) };
}

async function stopPair({ graph, stock }: Pair): Promise<void> {
  await stock[Symbol.asyncDispose]();
  await graph[Symbol.asyncDispose]();
}

const answerForm = z.looseObject({
  extensions: z
    .looseObject({
      departments: z.record(z.string(), z.looseObject({ milliseconds: z.number() })).optional(),
      requestId: z.string().optional(),
    })
    .optional(),
});

/** An answer but for what differs from one request to the next: its id, and the time that departments took. */
function comparable(answer: unknown) {
  const { extensions: { departments = {}, ...others } = {}, ...rest } = answerForm.parse(answer);
  const untimed = Object.entries(departments).map(
    ([name, told]) => [name, { ...told, milliseconds: null, freshAsOf: null }] as const,
  );
  return {
    ...rest,
    extensions: { ...others, requestId: null, departments: Object.fromEntries(untimed) },
  };
}

async function post(url: string, headers: Record<string, string>, body: unknown) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  return { status: response.status, answer: comparable(answer) };
}

async function expectSame(
  { graph, stock }: Pair,
  headers: Record<string, string>,
  body: unknown,
): Promise<void> {
  const [compiled, expected] = [
    await post(graph.url, headers, body),
    await post(stock.url, headers, body),
  ];
  expect(compiled).toEqual(expected);
  expect(JSON.stringify(compiled.answer)).toBe(JSON.stringify(expected.answer));
}

const scenarios = readScenarios();
const clocks = [...new Set(scenarios.map(({ clock }) => clock))].sort();

describe.each(clocks)(
  'on %s, compiled operations answer what the stock executor answers',
  (clock) => {
    let pair: Pair;
    beforeAll(async () => {
      pair = await startPair(clock);
    });
    afterAll(() => stopPair(pair));

    test.each(scenarios.filter((scenario) => scenario.clock === clock))(
      '$name',
      async ({ query, variables }) => {
        await expectSame(pair, pair.graph.headers, { query, variables });
      },
    );
  },
);

describe('on a province', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair('2022-12-31', 600);
  });
  afterAll(() => stopPair(pair));

  const purposes = ['CASE_MANAGEMENT', 'SERVICE_DELIVERY', 'REPORTING'];
  test.each([...manifest.values()].map(({ id, name, text }) => ({ id, name, text })))(
    'the trusted operation $name',
    async ({ id, text }) => {
      const schema = buildASTSchema(parse(pair.graph.supergraphSdl), { assumeValid: true });
      const operation = getOperationAST(parse(text));
      const needed = operation ? placeholderVariables(operation, schema) : {};
      const variables = { ...needed, ...('unit' in needed && { unit: '30' }) };
      for (const purpose of purposes) {
        const headers = await pair.graph.headersFor({ persona: 'coordinator', purpose });
        await expectSame(pair, headers, { documentId: id, variables });
      }
    },
  );

  test.each([...published.plans.keys()])('every indicator of the plan %s', async (plan) => {
    const headers = await pair.graph.headersFor({ persona: 'coordinator', purpose: 'REPORTING' });
    const [compiled, expected] = await Promise.all(
      [pair.graph.url, pair.stock.url].map(async (url) => {
        const response = await fetch(`${url}/reports/${plan}/annual.csv?unit=30`, { headers });
        return { status: response.status, text: await response.text() };
      }),
    );
    expect(compiled?.status).toBe(200);
    expect(compiled?.text.length).toBeGreaterThan(200);
    expect(compiled).toEqual(expected);
  });
});
