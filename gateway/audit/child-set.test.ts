import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { packChildren, unpackChildren } from './child-set.ts';

const serials = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** Runs of neighbours and gaps between them, as units and lists give. */
const dense = fc
  .tuple(serials, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4_000 }))
  .map(([start, gaps]) => {
    let childNo = Math.min(start, 2 ** 32 - 200_000);
    return gaps.map((gap) => (childNo += gap));
  });

function sortedOnce(childNos: readonly number[]): number[] {
  return [...new Set(childNos)].sort((a, b) => a - b);
}

describe('a packed set of children', () => {
  test.each([
    ['scattered over all serials', fc.array(serials, { maxLength: 3_000 })],
    ['close together', dense],
  ])('%s unpacks to each of them once, in order', (_, drawn) => {
    fc.assert(
      fc.property(drawn, (childNos) => {
        const packed = packChildren(childNos);
        expect(unpackChildren(packed)).toEqual(sortedOnce(childNos));
        expect(packed.child_count).toBe(new Set(childNos).size);
      }),
      { numRuns: 60 },
    );
  });

  test('is never larger than eight bytes a child, once it is a bitmap', () => {
    fc.assert(
      fc.property(dense, (childNos) => {
        const { child_bits: bits, child_count: count } = packChildren(childNos);
        expect(bits?.length ?? 0).toBeLessThanOrEqual(8 * count);
      }),
    );
  });

  test('of a whole province takes an eighth of a byte a child', () => {
    const province = Array.from({ length: 491_053 }, (_, index) => index + 1);
    const { child_bits: bits, child_nos: listed } = packChildren(province);
    expect(listed).toBeNull();
    expect(bits?.length).toBe(Math.ceil(491_054 / 8));
  });

  test('of twenty is a list, of twenty-one close together a bitmap', () => {
    const children = (count: number) => Array.from({ length: count }, (_, index) => index * 3);
    expect(packChildren(children(20)).child_bits).toBeNull();
    expect(packChildren(children(21)).child_nos).toBeNull();
  });

  test('of the first and the last serial, and a thousand more, is a list: its bitmap would take 512 MB', () => {
    const apart = [0, 2 ** 32 - 1, ...Array.from({ length: 1_000 }, (_, index) => index + 5)];
    expect(packChildren(apart).child_bits).toBeNull();
  });

  test.each([-1, 1.5, 2 ** 32, Number.NaN])('refuses %d, which is no serial', (childNo) => {
    expect(() => packChildren([childNo])).toThrow(RangeError);
  });
});
