import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { pageOf } from './connection.ts';
import type { Page } from './connection.ts';

const rule = { keyOf: (item: number) => String(item), most: 100 };
const lists = fc.uniqueArray(fc.integer(), { maxLength: 40 });
const sizes = fc.integer({ min: 1, max: 100 });

describe('a page', () => {
  test('leads to the next until every item was seen once, in order', () => {
    fc.assert(
      fc.property(lists, sizes, (items, first) => {
        const seen: number[] = [];
        let after: string | null = null;
        let hasNext = true;
        while (hasNext) {
          const page: Page<number> = pageOf(items, { first, after }, rule);
          seen.push(...page.nodes);
          hasNext = page.pageInfo.hasNextPage;
          after = page.pageInfo.endCursor;
        }
        expect(seen).toEqual(items);
      }),
    );
  });

  test('of an empty list has no cursors', () => {
    expect(pageOf([], { first: 5 }, rule)).toEqual({
      nodes: [],
      edges: [],
      totalCount: 0,
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    });
  });

  test.each([0, -1, 101, 10_000, 1.5, Number.NaN])('of %d items is refused', (first) => {
    expect(() => pageOf([1], { first }, rule)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });

  test('after a cursor of another list is refused', () => {
    expect(() => pageOf([1], { first: 1, after: 'x' }, rule)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    );
  });
});
