import { describe, expect, test } from '@jest/globals';
import { pairedRatios, spreadOf } from './statistics.ts';

describe('the spread of rounds', () => {
  test.each([
    ['an odd number', [5, 1, 3], { median: 3, least: 1, most: 5 }],
    [
      'an even number lies between the middle two',
      [4, 1, 2, 10],
      { median: 3, least: 1, most: 10 },
    ],
    ['one', [7], { median: 7, least: 7, most: 7 }],
    ['numbers, not texts', [10, 9, 100], { median: 10, least: 9, most: 100 }],
  ])('of %s', (_, values, spread) => {
    expect(spreadOf(values)).toEqual(spread);
  });

  test('of nothing is no number', () => {
    expect(spreadOf([]).median).toBeNaN();
  });
});

test('ratios are paired by round, as far as both have rounds', () => {
  expect(pairedRatios([10, 20, 30], [2, 5])).toEqual([5, 4]);
});
