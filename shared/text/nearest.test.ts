import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editDistance, nearest } from './nearest.ts';

const PLANS = ['hai-duong-2022', 'hai-phong-2020', 'nghe-an-2021'];

test.each([
  ['hai-duong-2021', 'hai-duong-2022'],
  ['haiduong2022', 'hai-duong-2022'],
  ['HAI-PHONG-2020', 'hai-phong-2020'],
  ['nghean-2021', 'nghe-an-2021'],
  ['quang-ninh-1999', null],
  ['', null],
])('%j was probably meant to be %j', (word, expected) => {
  expect(nearest(word, PLANS)).toBe(expected);
});

/** The distance as it is defined, by trying every way. */
function slowly(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length;
  if (one.charCodeAt(0) === other.charCodeAt(0)) return slowly(one.slice(1), other.slice(1));
  return (
    1 +
    Math.min(
      slowly(one.slice(1), other.slice(1)),
      slowly(one, other.slice(1)),
      slowly(one.slice(1), other),
    )
  );
}

test('the distance is the fewest changes', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 5 });
  fc.assert(
    fc.property(word, word, (one, other) => editDistance(one, other) === slowly(one, other)),
  );
});
