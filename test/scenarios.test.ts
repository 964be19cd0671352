import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../shared/children/child-number.ts';
import { stories } from '../shared/demo-province/stories.ts';
import { expectAnswer } from './harness/expected.ts';
import { readScenarios, scenariosTold } from './harness/read-scenarios.ts';
import type { Scenario } from './harness/read-scenarios.ts';
import { startGraph } from './harness/start-graph.ts';
import type { Graph } from './harness/start-graph.ts';

const scenarios = readScenarios();
const clocks = [...new Set(scenarios.map(({ clock }) => clock))].sort();

/** What a client reads: data, and errors by path, as their order says nothing. */
async function answerOf(graph: Graph, { query, variables }: Scenario) {
  const { data, errors } = await graph.ask(query, variables);
  const byPath = errors?.toSorted((one, other) => (String(one.path) < String(other.path) ? -1 : 1));
  return { data, errors: byPath };
}

describe.each(clocks)('on %s, embedded and distributed alike', (clock) => {
  let graphs: [embedded: Graph, distributed: Graph];
  beforeAll(async () => {
    graphs = await Promise.all([
      startGraph({ mode: 'EMBEDDED', clock }),
      startGraph({ mode: 'DISTRIBUTED', clock }),
    ]);
  });
  afterAll(() => Promise.all(graphs.map((graph) => graph[Symbol.asyncDispose]())));

  test.each(scenarios.filter((scenario) => scenario.clock === clock))('$name', async (scenario) => {
    const [embedded, distributed] = graphs;
    const answer = await answerOf(embedded, scenario);
    expectAnswer(answer, scenario.expected);
    expect(await answerOf(distributed, scenario)).toEqual(answer);
  });
});

test('the README tells of every scenario, and of no other', () => {
  expect(scenariosTold().sort()).toEqual(scenarios.map(({ name }) => name).sort());
});

test.each(Object.keys(stories).map((story, index) => [story, formatChildNumber(index + 1)]))(
  'some scenario asks for the fixed case %s',
  (_, id) => {
    expect(scenarios.map(({ variables }) => Object.values(variables)).flat()).toContain(id);
  },
);
