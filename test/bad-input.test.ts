import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatChildNumber } from '../shared/children/child-number.ts';
import { startGraph } from './harness/start-graph.ts';
import type { Graph } from './harness/start-graph.ts';

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

const KNOWN = formatChildNumber(1);
const UNKNOWN = formatChildNumber(4_294_967_295);

/** What is asked, the code it must get, and what the sentence must name. */
const wrongArguments: [string, string, RegExp][] = [
  ['{ child(id: "00000000011") { id } }', 'INVALID_CHILD_NUMBER', /00000000011/],
  ['{ child(id: "") { id } }', 'INVALID_CHILD_NUMBER', /11 digits/],
  ['{ child(id: "x") { id } }', 'INVALID_CHILD_NUMBER', /"x"/],
  ['{ child(id: 42) { id } }', 'INVALID_CHILD_NUMBER', /42/],
  [
    `{ child(id: "${KNOWN}") { residence(on: "2022-02-30") { code } } }`,
    'INVALID_DATE',
    /2022-02-30/,
  ],
  [
    `{ child(id: "${KNOWN}") { residence(on: "30/12/2022") { code } } }`,
    'INVALID_DATE',
    /30\/12\/2022/,
  ],
  [`{ child(id: "${KNOWN}") { residence(on: 5) { code } } }`, 'INVALID_DATE', /5/],
  [
    `{ child(id: "${KNOWN}") { healthInsurance { insured(on: "2022-13-01") } } }`,
    'INVALID_DATE',
    /2022-13-01/,
  ],
  [`{ child(id: "${KNOWN}") { preschool { enrolled(on: "") } } }`, 'INVALID_DATE', /YYYY-MM-DD/],
  [
    `{ child(id: "${KNOWN}") { nutrition { measurements(first: 0) { totalCount } } } }`,
    'INVALID_ARGUMENT',
    /first is 0/,
  ],
  [
    `{ child(id: "${KNOWN}") { nutrition { measurements(first: -1) { totalCount } } } }`,
    'INVALID_ARGUMENT',
    /first is -1/,
  ],
  [
    `{ child(id: "${KNOWN}") { nutrition { measurements(first: 10000) { totalCount } } } }`,
    'INVALID_ARGUMENT',
    /first is 10000/,
  ],
  [
    `{ child(id: "${KNOWN}") { nutrition { measurements(after: "nowhere") { totalCount } } } }`,
    'INVALID_ARGUMENT',
    /after/,
  ],
  ['{ searchChildren(name: "") { score } }', 'INVALID_ARGUMENT', /name/],
  ['{ searchChildren(name: "a") { score } }', 'INVALID_ARGUMENT', /name/],
  ['{ searchChildren(name: "  ") { score } }', 'INVALID_ARGUMENT', /name/],
  ['{ searchChildren(name: "Nguyễn", first: 0) { score } }', 'INVALID_ARGUMENT', /first is 0/],
  ['{ searchChildren(name: "Nguyễn", first: -1) { score } }', 'INVALID_ARGUMENT', /first is -1/],
  [
    '{ searchChildren(name: "Nguyễn", first: 10000) { score } }',
    'INVALID_ARGUMENT',
    /first is 10000/,
  ],
  ['{ searchChildren(name: "Nguyễn", unit: "99999") { score } }', 'UNKNOWN_UNIT', /99999/],
  ['{ searchChildren(name: "Nguyễn", birthYear: 1066) { score } }', 'INVALID_ARGUMENT', /1066/],
  ['{ administrativeUnit(code: "99999") { name } }', 'UNKNOWN_UNIT', /99999/],
  ['{ administrativeUnit(code: "30", on: "2026-01-01") { name } }', 'UNKNOWN_UNIT', /30/],
  ['{ administrativeUnit(code: "30", on: "2022-02-29") { name } }', 'INVALID_DATE', /2022-02-29/],
  ['{ childByIdentifier(system: "NO_SUCH", value: "1") { id } }', 'INVALID_ARGUMENT', /NO_SUCH/],
  ['{ childByIdentifier(system: "PERSONAL_ID", value: "12") { id } }', 'INVALID_ARGUMENT', /12/],
];

describe('a wrong argument', () => {
  test.each(wrongArguments)('%s', async (query, code, says) => {
    const answer = await graph.ask(query);
    expect(answer.errors).toEqual([
      expect.objectContaining({
        message: expect.stringMatching(says),
        extensions: expect.objectContaining({ code, messageVi: expect.any(String) }),
      }),
    ]);
    expect(JSON.stringify(answer)).not.toContain('stacktrace');
    expect([200, 400]).toContain(answer.status);
  });

  test('in a variable is refused like one in the text', async () => {
    const answer = await graph.ask(
      'query ($on: Date) { administrativeUnit(code: "30", on: $on) { name } }',
      { on: '2022-02-30' },
    );
    expect(answer.errors).toEqual([
      expect.objectContaining({ extensions: expect.objectContaining({ code: 'INVALID_DATE' }) }),
    ]);
  });

  test('costs its own field only', async () => {
    const answer = await graph.ask(
      `{ right: child(id: "${KNOWN}") { fullName } wrong: child(id: "12345678901") { fullName } }`,
    );
    expect(answer.data).toEqual({ right: { fullName: expect.any(String) }, wrong: null });
    expect(answer.errors).toEqual([expect.objectContaining({ path: ['wrong'] })]);
  });

  test('is not what an unknown child is', async () => {
    const answer = await graph.ask(`{ child(id: "${UNKNOWN}") { id } }`);
    expect(answer).toMatchObject({ status: 200, data: { child: null } });
    expect(answer.errors).toBeUndefined();
  });
});

describe('nothing a client sends ends in a failure of ours', () => {
  const bodies: [string, string][] = [
    ['nothing', ''],
    ['no JSON', '{"query": '],
    ['null', 'null'],
    ['a number', '7'],
    ['a list', '[{"query": "{ __typename }"}]'],
    ['no query', '{}'],
    ['a query that is no text', '{"query": 7}'],
    ['variables that are no object', '{"query": "{ __typename }", "variables": 7}'],
    [
      'a variable called representations',
      '{"query": "query ($representations: ID!) { child(id: $representations) { id healthInsurance { insured } } }", "variables": {"representations": "00000000010"}}',
    ],
    ['an unknown operation', '{"query": "query A { __typename }", "operationName": "B"}'],
    ['a syntax error', '{"query": "{ child("}'],
    ['an unknown field', '{"query": "{ children { id } }"}'],
    [
      'the plumbing',
      '{"query": "{ _entities(representations: []) { __typename } _service { sdl } }"}',
    ],
    ['a mutation', '{"query": "mutation { x }"}'],
    ['a subscription', '{"query": "subscription { x }"}'],
    ['a fragment around itself', '{"query": "{ ...F } fragment F on Query { ...F }"}'],
    ['an unknown variable', '{"query": "{ child(id: $id) { id } }"}'],
    ['a missing variable', '{"query": "query ($id: ID!) { child(id: $id) { id } }"}'],
    [
      'a NUL in a name',
      JSON.stringify({
        query: 'query ($n: String!) { searchChildren(name: $n) { score } }',
        variables: { n: 'An\u0000 Bình' },
      }),
    ],
    [
      'half a surrogate pair in a name',
      JSON.stringify({
        query: 'query ($n: String!) { searchChildren(name: $n) { score } }',
        variables: { n: 'An \ud800 Bình' },
      }),
    ],
    ['a prototype', '{"query": "{ __typename }", "variables": {"__proto__": {"x": 1}}}'],
  ];

  async function send(body: string): Promise<{ status: number; text: string }> {
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...graph.headers },
      body,
    });
    return { status: response.status, text: await response.text() };
  }

  test.each(bodies)('%s', async (_, body) => {
    const { status, text } = await send(body);
    expect(status).toBeLessThan(500);
    expect(text).not.toMatch(/INTERNAL_SERVER_ERROR|node_modules|\bat \w+ \(/);
  });

  test('arguments drawn at random', async () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('Nguyễn', '%', '_', "'; drop table child;--", '\\', '"'),
    );
    const query = `query ($id: ID!, $name: String!, $year: Int, $unit: ID, $first: Int, $system: ID!, $on: Date) {
      child(id: $id) { id residence(on: $on) { code } } childByIdentifier(system: $system, value: $name) { id }
      searchChildren(name: $name, birthYear: $year, unit: $unit, first: $first) { score child { id nutrition { measurements(first: $first, after: $name) { totalCount } } } }
      administrativeUnit(code: $id, on: $on) { name } }`;
    const variables = fc.record({
      id: text,
      name: text,
      unit: fc.option(text),
      year: fc.option(fc.integer()),
      first: fc.option(fc.integer({ min: -5, max: 200 }), { nil: undefined }),
      system: fc.constantFrom('PERSONAL_ID', 'X', ''),
      on: fc.option(fc.constantFrom('2022-12-31', '2026-01-01', '9999-12-31', '2022-02-30')),
    });
    await fc.assert(
      fc.asyncProperty(variables, async (drawn) => {
        const { status, text: answer } = await send(JSON.stringify({ query, variables: drawn }));
        expect(status).toBeLessThan(500);
        expect(answer).not.toMatch(/INTERNAL_SERVER_ERROR|DEPARTMENT_/);
      }),
      { numRuns: 150 },
    );
  });
});
