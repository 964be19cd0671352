import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  checkDigit,
  formatChildNumber,
  parseChildNumber,
  readChildNumber,
} from './child-number.ts';

const serials = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('a register number', () => {
  // Published examples: ISO/IEC 7064 (0794), the German VAT number DE136695976.
  test.each([
    ['0794', 5],
    ['13669597', 6],
  ])('closes %s with the check digit %d', (digits, expected) => {
    expect(checkDigit(digits)).toBe(expected);
  });

  test('reads back to its serial', () => {
    fc.assert(
      fc.property(serials, (serial) => readChildNumber(formatChildNumber(serial)) === serial),
    );
  });

  test('is refused with any one digit changed', () => {
    fc.assert(
      fc.property(serials, fc.nat(10), fc.integer({ min: 1, max: 9 }), (serial, place, shift) => {
        const digits = formatChildNumber(serial).split('');
        digits[place] = String((Number(digits[place]) + shift) % 10);
        return readChildNumber(digits.join('')) === null;
      }),
    );
  });

  test.each([
    '',
    '1',
    '000000000018',
    'abcdefghijk',
    '0000000001 ',
    '-0000000001',
    '99999999990',
    '０００００００００００',
  ])('refuses %j with a code and a sentence', (id) => {
    expect(() => parseChildNumber(id)).toThrow(
      expect.objectContaining({ code: 'INVALID_CHILD_NUMBER' }),
    );
  });
});
