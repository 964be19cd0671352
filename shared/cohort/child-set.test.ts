import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ChildSet } from './child-set.ts';

const childNo = fc.oneof(fc.nat(200), fc.nat(200_000), fc.constantFrom(31, 32, 65_535, 65_536));
const childNos = fc.uniqueArray(childNo, { maxLength: 60 });

function sorted(numbers: Iterable<number>): number[] {
  return [...numbers].sort((one, other) => one - other);
}

describe('a set of children, beside a plain Set', () => {
  test('has, counts and lists its children in order', () => {
    fc.assert(
      fc.property(childNos, childNo, (list, other) => {
        const set = ChildSet.of(list);
        expect([...set.above()]).toEqual(sorted(list));
        expect([...set.above(other)]).toEqual(sorted(list.filter((each) => each > other)));
        expect(set.size).toBe(list.length);
        expect(set.has(other)).toBe(list.includes(other));
        const visited: number[] = [];
        set.forEach((each) => visited.push(each));
        expect(visited).toEqual(sorted(list));
      }),
    );
  });

  test('is cut with another, and taken away from it', () => {
    fc.assert(
      fc.property(childNos, childNos, (one, other) => {
        const [left, right] = [ChildSet.of(one), ChildSet.of(other)];
        expect([...left.and(right).above()]).toEqual(
          sorted(one.filter((each) => other.includes(each))),
        );
        expect([...left.andNot(right).above()]).toEqual(
          sorted(one.filter((each) => !other.includes(each))),
        );
      }),
    );
  });

  test('changes where children are judged again, and nowhere else', () => {
    fc.assert(
      fc.property(childNos, childNos, childNos, (list, judged, now) => {
        const before = ChildSet.of(list);
        const after = before.rejudged(judged, (each) => now.includes(each));
        const kept = list.filter((each) => !judged.includes(each));
        const joined = judged.filter((each) => now.includes(each));
        expect([...after.above()]).toEqual(sorted([...kept, ...joined]));
        expect([...before.above()]).toEqual(sorted(list));
      }),
    );
  });

  test('travels as bytes', () => {
    fc.assert(
      fc.property(childNos, (list) => {
        const read = ChildSet.fromBytes(ChildSet.of(list).toBytes());
        expect([...read.above()]).toEqual(sorted(list));
      }),
    );
  });

  test('is made by asking for every child', () => {
    const even = ChildSet.where(9, (each) => each % 2 === 0);
    expect([...even.above()]).toEqual([0, 2, 4, 6, 8]);
  });
});

test('its bytes are as long for one child as for a whole step of them', () => {
  const full = ChildSet.where(65_535, () => true);
  expect(ChildSet.of([0]).toBytes()).toHaveLength(full.toBytes().length);
  expect(ChildSet.of([65_536]).toBytes()).toHaveLength(2 * full.toBytes().length);
});

test.each([0, 1, 8_191, 8_193])('%d bytes are no set', (length) => {
  expect(() => ChildSet.fromBytes(new Uint8Array(length))).toThrow(RangeError);
});
