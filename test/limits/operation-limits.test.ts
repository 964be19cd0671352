import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

const CHILD = formatChildNumber(childNoOf('KNOWN_TO_ALL'));

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

function levels(count: number): string {
  const opened = 'parent { '.repeat(count);
  return `{ administrativeUnit(code: "10507") { ${opened} code ${'} '.repeat(count)} } }`;
}

function bomb(rounds: number): string {
  const fragments = Array.from(
    { length: rounds },
    (_, round) =>
      `fragment F${round} on AdministrativeUnit { a: parent { ...F${round + 1} } b: parent { ...F${round + 1} } }`,
  );
  return `{ administrativeUnit(code: "30") { ...F0 } } ${fragments.join(' ')} fragment F${rounds} on AdministrativeUnit { code }`;
}

/** Operations that ask too much, and the measure that says so. */
const attacks: [string, string, string][] = [
  ['a deep one', levels(60), 'depth'],
  [
    'many aliases of one field',
    `{ child(id: "${CHILD}") { ${Array.from({ length: 150 }, (_, n) => `a${n}: id`).join(' ')} } }`,
    'aliases',
  ],
  [
    'thousands of aliases',
    `{ ${Array.from({ length: 5_000 }, (_, n) => `a${n}: __typename`).join(' ')} }`,
    'tokens',
  ],
  [
    'many doors at once',
    `{ ${Array.from({ length: 40 }, (_, n) => `c${n}: child(id: "${CHILD}") { id }`).join(' ')} }`,
    'rootFields',
  ],
  [
    'the same door without aliases',
    `{ ${`child(id: "${CHILD}") { id } `.repeat(60)} }`,
    'rootFields',
  ],
  ['many directives', `{ ${'__typename @include(if: true) '.repeat(60)} }`, 'rootFields'],
  [
    'directives below',
    `{ child(id: "${CHILD}") { ${'id @include(if: true) '.repeat(60)} } }`,
    'directives',
  ],
  ['many fragments', `{ child(id: "${CHILD}") { ${'... { id } '.repeat(60)} } }`, 'fragments'],
  ['fragments in fragments', bomb(15), 'aliases'],
  [
    'a page of a million',
    '{ searchChildren(name: "An", first: 1000000) { child { id } } }',
    'cost',
  ],
  [
    'many wide pages',
    `{ ${Array.from({ length: 9 }, (_, n) => `s${n}: searchChildren(name: "An", first: 100) { child { nutrition { measurements(first: 100) { nodes { measuredOn } } } } }`).join(' ')} }`,
    'cost',
  ],
];

describe('an operation that asks too much', () => {
  test.each(attacks)('%s', async (_, query, measure) => {
    const callsBefore = graph.department('registry').calls;
    const answer = await graph.ask(query);
    expect(answer.status).toBe(400);
    expect(answer).not.toHaveProperty('data');
    expect(answer.errors).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({
          code: 'OPERATION_TOO_EXPENSIVE',
          measure,
          limit: expect.any(Number),
          measured: expect.any(Number),
          messageVi: expect.any(String),
        }),
      }),
    ]);
    expect(graph.department('registry').calls).toBe(callsBefore);
  });

  test('in its variables is refused too', async () => {
    const query = 'query ($n: Int) { searchChildren(name: "An", first: $n) { child { id } } }';
    expect((await graph.ask(query, { n: 2_000_000_000 })).status).toBe(400);
    expect((await graph.ask(query, { n: 100 })).status).toBe(200);
  });
});

describe('an answer', () => {
  test('says what it was reckoned to cost', async () => {
    const answer = await graph.ask(
      `{ child(id: "${CHILD}") { healthInsurance { cards { number } } } }`,
    );
    expect(answer.extensions).toMatchObject({
      cost: { measured: 1 + 1 + 4, limit: expect.any(Number) },
    });
  });

  test('costs as much for a child who is not there', async () => {
    const query = 'query ($id: ID!) { child(id: $id) { guardians { relationship } } }';
    for (const id of [CHILD, formatChildNumber(4_294_967_295)])
      expect((await graph.ask(query, { id })).extensions).toMatchObject({ cost: { measured: 3 } });
  });
});
