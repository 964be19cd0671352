import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judge } from './judge.ts';

const percent = (comparator: '>' | '>=' | '<=' | '=' | '<', target: string) =>
  ({ comparator, target, unit: 'PERCENT' }) as const;

function verdict(aim: Parameters<typeof judge>[0], numerator: number, denominator: number) {
  return judge(aim, { numerator, denominator }, null).verdict;
}

/** A rate that is a decimal number without rounding: tenths of a per cent of a multiple of a thousand. */
const exact = fc.record({
  thousands: fc.integer({ min: 1, max: 2000 }),
  tenths: fc.integer({ min: 1, max: 999 }),
});

describe('a rate that lies on its target', () => {
  test.each([
    ['>', 'NOT_MET', 'MET', 'NOT_MET'],
    ['>=', 'MET', 'MET', 'NOT_MET'],
    ['=', 'MET', 'NOT_MET', 'NOT_MET'],
    ['<=', 'MET', 'NOT_MET', 'MET'],
    ['<', 'NOT_MET', 'NOT_MET', 'MET'],
  ] as const)(
    'is judged %s without a doubt, as is one child more and less',
    (sign, on, above, below) => {
      fc.assert(
        fc.property(exact, ({ thousands, tenths }) => {
          const denominator = thousands * 1000;
          const numerator = thousands * tenths;
          const aim = percent(sign, (tenths / 10).toFixed(1));
          expect(verdict(aim, numerator, denominator)).toBe(on);
          expect(verdict(aim, numerator + 1, denominator)).toBe(above);
          expect(verdict(aim, numerator - 1, denominator)).toBe(below);
        }),
      );
    },
  );

  test.each([
    ['99.6', 249, 250, 'MET'],
    ['99.6', 2489, 2500, 'NOT_MET'],
    ['99.60', 996, 1000, 'MET'],
    ['100', 9_007_199_254_740_990, 9_007_199_254_740_991, 'NOT_MET'],
  ])('at least %s %% with %d of %d is %s', (target, numerator, denominator, expected) => {
    expect(verdict(percent('>=', target), numerator, denominator)).toBe(expected);
  });
});

describe('the distance', () => {
  test('is in the unit of the target', () => {
    const aim = { comparator: '<=', target: '200', unit: 'PER_100000' } as const;
    expect(judge(aim, { numerator: 214, denominator: 100_000 }, null)).toEqual({
      verdict: 'NOT_MET',
      value: 214,
      against: 200,
      distance: 14,
    });
  });

  test('has the sign of what is beyond the target', () => {
    fc.assert(
      fc.property(exact, fc.integer({ min: -5, max: 5 }), ({ thousands, tenths }, more) => {
        const numerator = thousands * tenths + more;
        const aim = percent('=', (tenths / 10).toFixed(1));
        const { distance } = judge(aim, { numerator, denominator: thousands * 1000 }, null);
        expect(Math.sign(distance ?? NaN) + 0).toBe(Math.sign(more) + 0);
      }),
    );
  });
});

describe('a trend', () => {
  const lower = { comparator: '< baseline', unit: 'COUNT' } as const;
  const higher = { comparator: '> baseline', unit: 'PERCENT' } as const;

  test.each([
    [lower, 40, 41, 'MET'],
    [lower, 41, 41, 'NOT_MET'],
    [lower, 42, 41, 'NOT_MET'],
  ] as const)('%o: %d after %d is %s', (aim, now, before, expected) => {
    const counted = (numerator: number) => ({ numerator, denominator: null });
    expect(judge(aim, counted(now), counted(before)).verdict).toBe(expected);
  });

  test('of a rate compares rates, not counts', () => {
    const now = { numerator: 3, denominator: 9 };
    expect(judge(higher, now, { numerator: 33, denominator: 100 }).verdict).toBe('MET');
    expect(judge(higher, now, { numerator: 1, denominator: 3 }).verdict).toBe('NOT_MET');
  });

  test('without the year before cannot be judged', () => {
    const now = { numerator: 3, denominator: 9 };
    expect(judge(higher, now, null)).toMatchObject({ verdict: 'NOT_AVAILABLE', against: null });
    expect(judge(higher, now, { numerator: 0, denominator: 0 }).verdict).toBe('NOT_AVAILABLE');
  });
});

test('nobody to count is no rate, and what was not counted is not zero', () => {
  const aim = percent('=', '100');
  expect(verdict(aim, 0, 0)).toBe('NO_CASES');
  expect(judge(aim, null, null)).toMatchObject({ verdict: 'NOT_AVAILABLE', value: null });
});
