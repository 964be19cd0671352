import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ANY_VIEWER, allOf, implies, isMet } from './need.ts';
import type { Need } from './need.ts';

const LETTERS = ['a', 'b', 'c', 'd'];
const scopeSets = fc.subarray(LETTERS);
const needs: fc.Arbitrary<Need> = fc.option(fc.array(scopeSets, { maxLength: 3 }), { nil: null });
const holders = fc.option(
  scopeSets.map((scopes) => new Set(scopes)),
  { nil: null },
);

describe('a need', () => {
  test.each<[string, Need, string[] | null, boolean]>([
    ['nothing stated, no viewer', null, null, true],
    ['any viewer, no viewer', ANY_VIEWER, null, false],
    ['any viewer, one without scopes', ANY_VIEWER, [], true],
    ['one scope, no viewer', [['a']], null, false],
    ['one scope, another held', [['a']], ['b'], false],
    ['both scopes, one held', [['a', 'b']], ['a'], false],
    ['both scopes, both held', [['a', 'b']], ['b', 'a'], true],
    ['either scope, the second held', [['a'], ['b']], ['b'], true],
    ['beyond everyone, all held', [], LETTERS, false],
  ])('%s', (_, need, scopes, met) => {
    expect(isMet(need, scopes && new Set(scopes))).toBe(met);
  });

  test('of several is met by whoever meets each', () => {
    fc.assert(
      fc.property(fc.array(needs, { maxLength: 4 }), holders, (parts, holder) => {
        expect(isMet(allOf(parts), holder)).toBe(parts.every((part) => isMet(part, holder)));
      }),
    );
  });

  test('implies another where nobody meets the one alone', () => {
    const everyone = [null, ...subsets(LETTERS).map((scopes) => new Set(scopes))];
    fc.assert(
      fc.property(needs, needs, (one, other) => {
        const isAlways = everyone.every((holder) => !isMet(one, holder) || isMet(other, holder));
        expect(implies(one, other)).toBe(isAlways);
      }),
    );
  });
});

function subsets(letters: readonly string[]): string[][] {
  const [first, ...rest] = letters;
  if (first === undefined) return [[]];
  return subsets(rest).flatMap((set) => [set, [first, ...set]]);
}
