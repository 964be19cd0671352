import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Kind, parse } from 'graphql';
import { readCostRules } from './cost-rules.ts';
import { asDocument, naiveCost, operations } from './operation-cost.fixture.ts';
import { costReader } from './operation-cost.ts';

const DIRECTIVES = `
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION`;

function cost(sdl: string, query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The query has no operation.');
  return costReader(readCostRules(`${DIRECTIVES}\n${sdl}`, 10))(operation, document, variables);
}

/** The examples of Apollo Router's documentation, page "Demand Control", with the costs it states. */
describe('as Apollo Router reckons it', () => {
  const books = (address: string) => `
    type Query {
      book(id: ID): Book
      bestsellers: [Book] @listSize(assumedSize: 5)
      newestAdditions(after: ID, limit: Int!): [Book] @listSize(slicingArguments: ["limit"])
    }
    type Book { title: String author: Author publisher: Publisher }
    type Author { name: String }
    type Publisher { name: String address: Address }
    type Address ${address} { zipCode: Int! }`;
  const BOOK = '{ title author { name } publisher { name address { zipCode } } }';

  test.each([
    ['', `{ book(id: 1) ${BOOK} }`, 4],
    ['@cost(weight: 5)', `{ book(id: 1) ${BOOK} }`, 8],
    ['@cost(weight: 5)', `{ bestsellers ${BOOK} }`, 40],
    ['@cost(weight: 5)', `{ newestAdditions(limit: 3) ${BOOK} }`, 24],
    ['@cost(weight: 5)', `{ newestAdditions(limit: 7) ${BOOK} }`, 56],
  ])('type Address %s, %s costs %d', (address, query, expected) => {
    expect(cost(books(address), query)).toBe(expected);
  });
});

describe('the size of a list', () => {
  const SDL = `
    type Query { plain: [Item] sized(first: Int = 20): [Item] @listSize(slicingArguments: ["first"])
      both(first: Int, last: Int): [Item] @listSize(slicingArguments: ["first", "last"], assumedSize: 7) page(first: Int = 20): Page @listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"]) }
    type Item { id: ID tags: [String] }
    type Page { nodes: [Item] edges: [Edge] others: [Item] total: Int }
    type Edge { node: Item }`;

  test.each([
    ['is assumed where nothing states it', '{ plain { id } }', 10],
    ['is the argument', '{ sized(first: 3) { id } }', 3],
    ['is its default where it is left out', '{ sized { id } }', 20],
    ['is the larger of two arguments', '{ both(first: 3, last: 4) { id } }', 4],
    ['is the assumed one where no argument is given', '{ both { id } }', 7],
    ['is none below zero', '{ sized(first: -5) { id } }', 0],
    ['goes to the sized fields of a page', '{ page(first: 3) { nodes { id } } }', 1 + 3],
    [
      'goes to each of them',
      '{ page(first: 3) { nodes { id } edges { node { id } } } }',
      1 + 3 + 6,
    ],
    ['goes to no other list of it', '{ page(first: 3) { others { id } } }', 1 + 10],
    ['costs nothing where no list is asked', '{ page(first: 1000000) { total } }', 1],
    [
      'goes through fragments',
      '{ page(first: 3) { ...P } } fragment P on Page { ... { nodes { id } } }',
      4,
    ],
    ['of scalars is free', '{ sized(first: 1) { tags } }', 1],
  ])('%s', (_, query, expected) => {
    expect(cost(SDL, query)).toBe(expected);
  });

  const VARIABLE = 'query ($n: Int = 6) { sized(first: $n) { id } }';
  test.each([
    ['as given', { n: 5 }, 5],
    ['by its default', {}, 6],
    ['by the argument default when null', { n: null }, 20],
    ['by the argument default when it is no whole number', { n: 'many' }, 20],
  ])('a variable counts %s', (_, variables, expected) => {
    expect(cost(SDL, VARIABLE, variables)).toBe(expected);
  });

  test('is the default of the argument where a variable without one is left out', () => {
    expect(cost(SDL, 'query ($n: Int) { sized(first: $n) { id } }')).toBe(20);
  });
});

test('a reader tells operations and their variables apart', () => {
  const read = costReader(
    readCostRules(
      `${DIRECTIVES}
      type Query { list(first: Int): [Item] @listSize(slicingArguments: ["first"]) } type Item { id: ID }`,
      10,
    ),
  );
  const document = parse(
    'query A ($n: Int) { list(first: $n) { id } } query B { list(first: 4) { id } }',
  );
  const [a, b] = document.definitions;
  if (a?.kind !== Kind.OPERATION_DEFINITION || b?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error('The document holds two operations.');
  expect([read(a, document, { n: 1 }), read(a, document, { n: 2 })]).toEqual([1, 2]);
  expect([read(b, document, { n: 1 }), read(b, document, { n: 2 })]).toEqual([4, 4]);
});

describe('weights', () => {
  const SDL = `
    type Query { search(name: String @cost(weight: 50), first: Int = 2): [Item] @listSize(slicingArguments: ["first"]) item: Item @cost(weight: 4) kind: Kind }
    type Mutation { change: Item }
    type Item { id: ID dear: Int @cost(weight: 3) }
    enum Kind @cost(weight: 2) { A }`;

  test.each([
    ['of an argument count once', '{ search(name: "x", first: 10) { id } }', 60],
    ['of an argument not given do not', '{ search(first: 10) { id } }', 10],
    ['of a scalar count for each item', '{ search(first: 10) { dear } }', 40],
    ['of a field go before its type', '{ item { id } }', 4],
    ['of an enum count', '{ kind }', 2],
    ['of a change begin at ten', 'mutation { change { id } }', 11],
    ['of introspection are none', '{ __typename __schema { types { name fields { name } } } }', 0],
  ])('%s', (_, query, expected) => {
    expect(cost(SDL, query)).toBe(expected);
  });

  test('below zero are refused', () => {
    expect(() => cost('type Query { a: Int @cost(weight: -1) }', '{ a }')).toThrow(/weight/);
  });
});

describe('fragments', () => {
  test('in fragments take no longer than their text', () => {
    const SDL = 'type Query { item: Item } type Item { item: Item id: ID }';
    const levels = Array.from(
      { length: 60 },
      (_, level) =>
        `fragment F${level} on Item { a: item { ...F${level + 1} } b: item { ...F${level + 1} } }`,
    );
    const query = `{ item { ...F0 } } ${levels.join(' ')} fragment F60 on Item { id }`;
    expect(cost(SDL, query)).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('cost what a plain count over the whole answer costs, however the operation is written', () => {
    fc.assert(
      fc.property(operations, (operation) => {
        const { sdl, query, variables } = asDocument(operation);
        expect(cost(sdl, query, variables)).toBe(naiveCost(operation));
      }),
      { numRuns: 500 },
    );
  });
});
