import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readHeaderText } from './header-text.ts';

const LENGTH = { least: 3, most: 20 };

/** As Node hands over the bytes that a client wrote. */
function raw(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

describe('text of a header', () => {
  const taken: [string, string, string][] = [
    ['plain ASCII', 'HS-2022/17', 'HS-2022/17'],
    ['percent-encoded UTF-8', encodeURIComponent('Trẻ bị đánh'), 'Trẻ bị đánh'],
    ['raw UTF-8, as curl sends it', raw('Trẻ bị đánh'), 'Trẻ bị đánh'],
    ['letters with their marks apart, as NFC', encodeURIComponent('Tre\u0309 em'), 'Trẻ em'],
    ['a percent sign, encoded', '100%25 sure', '100% sure'],
    ['spaces around', '  abc  ', 'abc'],
    ['as many characters as are allowed', raw('ệ'.repeat(20)), 'ệ'.repeat(20)],
    ['as few', 'abc', 'abc'],
  ];
  test.each(taken)('%s is taken', (_, value, text) => {
    expect(readHeaderText(value, LENGTH)).toBe(text);
  });

  const refused: [string, string][] = [
    ['empty', ''],
    ['too short', 'ab'],
    ['spaces only', '      '],
    ['too long', 'x'.repeat(21)],
    ['too long only once decoded', 'x%20'.repeat(11)],
    ['a percent sign alone', '100% sure'],
    ['bytes that are no UTF-8', 'abc\xff'],
    ['encoded bytes that are no UTF-8', 'abc%FF'],
    ['a tab', 'abc\tdef'],
    ['an encoded line break', 'abc%0D%0Adef'],
    ['a zero byte', 'abc%00def'],
    ['a letter that turns the writing round', encodeURIComponent('abc\u202edef')],
    ['a zero-width space', encodeURIComponent('abc\u200bdef')],
    ['a line separator', encodeURIComponent('abc\u2028def')],
  ];
  test.each(refused)('%s is refused', (_, value) => {
    expect(readHeaderText(value, LENGTH)).toBeNull();
  });

  test('raw and percent-encoded say the same, for any Vietnamese sentence', () => {
    const letters = fc.constantFrom(...Array.from('aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấằổỗợữỳĐ '));
    fc.assert(
      fc.property(fc.string({ unit: letters, minLength: 3, maxLength: 20 }), (text) => {
        const wanted = text.trim().length < 3 ? null : text.trim();
        expect(readHeaderText(raw(text), LENGTH)).toBe(wanted);
        expect(readHeaderText(encodeURIComponent(text), LENGTH)).toBe(wanted);
      }),
    );
  });
});
