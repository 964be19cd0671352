import { describe, expect, test } from '@jest/globals';
import { buildSchema, findBreakingChanges } from 'graphql';
import { schemaChanges } from './schema-changes.ts';

const BEFORE = `
  type Query { a(x: Int, y: Int! = 1, e: E): A list: [A] in(where: In): Int named: Named either: Either }
  type A implements Named { id: ID! name: String many: [Int!]! }
  type B { b: Int }
  interface Named { name: String }
  union Either = A | B
  input In { one: Int two: Int! = 2 deep: In }
  enum E { ONE TWO }
`;

/** Text, what takes its place, and the coordinates whose users it breaks. */
const EDITS: [string, string, string[]][] = [
  ['a(x: Int, ', 'a(', ['Query.a(x:)']],
  ['a(x: Int, ', 'a(x: String, ', ['Query.a(x:)']],
  ['a(x: Int, ', 'a(x: Int!, ', ['Query.a']],
  ['y: Int! = 1', 'y: Int', []],
  ['y: Int! = 1', 'y: Int! = 1, z: Int!', ['Query.a']],
  ['y: Int! = 1', 'y: Int! = 1, z: Int', []],
  ['y: Int! = 1', 'y: Int!', ['Query.a']],
  ['list: [A]', 'list: [A!]!', []],
  ['list: [A]', 'list: A', ['Query.list']],
  ['many: [Int!]!', 'many: [Int]!', ['A.many']],
  ['many: [Int!]!', 'many: [Int!]', ['A.many']],
  ['many: [Int!]!', '', ['A.many']],
  ['id: ID!', 'id: ID! more: Int', []],
  ['one: Int', 'one: Int!', ['Query.in(where:)', 'In.deep']],
  ['one: Int', '', ['In.one']],
  ['one: Int', 'one: [Int]', ['In.one']],
  ['two: Int! = 2', 'two: Int', []],
  ['two: Int! = 2', 'two: Int!', ['Query.in(where:)', 'In.deep']],
  ['deep: In', 'deep: In three: Int!', ['Query.in(where:)', 'In.deep']],
  ['deep: In', 'deep: In three: Int', []],
  ['ONE TWO', 'ONE', ['Query.a(e:)']],
  ['ONE TWO', 'ONE TWO THREE', []],
  ['A | B', 'A', ['B.b']],
  ['type A implements Named', 'type A', ['A.id', 'A.name', 'A.many']],
  ['named: Named', 'named: A', ['Query.named']],
];

describe('what differs between two schemas', () => {
  test.each(EDITS)('%s to %s breaks the users of %j', (text, other, breaks) => {
    expect(BEFORE).toContain(text);
    const [before, next] = [buildSchema(BEFORE), buildSchema(BEFORE.replace(text, other))];
    const changes = schemaChanges(before, next);
    expect(changes.length).toBeGreaterThan(0);
    expect([...new Set(changes.flatMap((change) => change.breaks))].sort()).toEqual(breaks.sort());
    // graphql-js tells breaking changes from others too, but for whom, and but for a default that is gone.
    if (other.endsWith('!')) return;
    expect(findBreakingChanges(before, next).length > 0).toBe(breaks.length > 0);
  });

  test('nothing differs between a schema and itself', () => {
    expect(schemaChanges(buildSchema(BEFORE), buildSchema(BEFORE))).toEqual([]);
  });

  test('a type that is gone breaks who used its fields', () => {
    const gone = BEFORE.replace('type B { b: Int }', '').replace('A | B', 'A');
    const changes = schemaChanges(buildSchema(BEFORE), buildSchema(gone));
    expect(changes.find(({ coordinate }) => coordinate === 'B')?.breaks).toEqual(['B.b']);
  });
});
