import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blockKey, createBlockBuilder } from './blocks.ts';

test('blocks answer the places that were put under a key, and none of a block too large', () => {
  const key = fc.constantFrom(...['a', 'b', 'c', 'đ'].map(blockKey), 0, 2 ** 30 - 1);
  const place = fc.integer({ min: 0, max: 2 ** 23 - 1 });
  const most = fc.integer({ min: 0, max: 20 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(key, place), { maxLength: 40 }),
      key,
      most,
      (puts, asked, limit) => {
        const builder = createBlockBuilder();
        for (const [to, from] of puts) builder.add(to, from);
        const found = new Set<number>();
        builder.build().find(asked, limit, found);
        const there = puts.filter(([to]) => to === asked).map(([, from]) => from);
        expect(found).toEqual(new Set(there.length > limit ? [] : there));
      },
    ),
  );
});

test('more entries than the first list holds are kept', () => {
  const builder = createBlockBuilder();
  for (let place = 0; place < 5_000; place += 1) builder.add(place % 7, place);
  const found = new Set<number>();
  builder.build().find(3, 1_000, found);
  expect(found.size).toBe(714);
  expect([...found].every((place) => place % 7 === 3)).toBe(true);
});

test('a key has 30 bits', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(blockKey(text)).toBeGreaterThanOrEqual(0);
      expect(blockKey(text)).toBeLessThan(2 ** 30);
    }),
  );
});
