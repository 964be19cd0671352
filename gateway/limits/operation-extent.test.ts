import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Kind, getIntrospectionQuery, parse } from 'graphql';
import { operationExtent } from './operation-extent.ts';
import { asDocument, operations } from './operation-cost.fixture.ts';
import type { GeneratedOperation } from './operation-cost.fixture.ts';

function extent(query: string) {
  const document = parse(query);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The query has no operation.');
  return operationExtent(operation, document);
}

describe('the extent of an operation', () => {
  test('counts levels, root fields, aliases, directives and fragments', () => {
    expect(
      extent(`query ($a: Boolean! @x) { one two: b { c { d @include(if: $a) } } ... @skip(if: $a) { e } ...F }
        fragment F on Query @y { f: g { h i: j } }`),
    ).toEqual({ depth: 3, rootFields: 4, aliases: 3, directives: 4, fragments: 2 });
  });

  test('counts what a fragment brings wherever it is used', () => {
    expect(extent('{ a { ...F } b { ...F } } fragment F on T { x: c y: d { e } }')).toMatchObject({
      depth: 3,
      rootFields: 2,
      aliases: 4,
    });
  });

  test('of the operation that runs only, but of directives and fragments in the whole document', () => {
    expect(extent('query A { a } query B { b: c { d: e @x } ... { f } }')).toEqual({
      depth: 1,
      rootFields: 1,
      aliases: 0,
      directives: 1,
      fragments: 1,
    });
  });

  test('is found for fragments in fragments, however many', () => {
    const levels = Array.from(
      { length: 60 },
      (_, level) =>
        `fragment F${level} on T { a: b { ...F${level + 1} } c: d { ...F${level + 1} } }`,
    );
    const { depth, aliases } = extent(
      `{ r { ...F0 } } ${levels.join(' ')} fragment F60 on T { e }`,
    );
    expect(depth).toBe(62);
    expect(aliases).toBeGreaterThan(2 ** 60);
  });

  test('of the introspection query lies within what everyone may ask', () => {
    expect(extent(getIntrospectionQuery()).depth).toBeLessThanOrEqual(20);
  });
});

function naiveDepth(operation: GeneratedOperation): number {
  return Math.max(
    1,
    ...operation.map(({ name, below }) => 1 + (name === 'leaf' ? 0 : naiveDepth(below))),
  );
}

function naiveAliases(operation: GeneratedOperation): number {
  return operation.reduce(
    (sum, { isAliased, name, below }) =>
      sum + (isAliased ? 1 : 0) + (name === 'leaf' ? 0 : naiveAliases(below)),
    0,
  );
}

test('the extent is that of the written-out operation, in fragments or not', () => {
  fc.assert(
    fc.property(operations, (operation) => {
      const { depth, rootFields, aliases } = extent(asDocument(operation).query);
      expect({ depth, rootFields, aliases }).toEqual({
        depth: naiveDepth(operation),
        rootFields: 1 + operation.length,
        aliases: naiveAliases(operation),
      });
    }),
    { numRuns: 300 },
  );
});
