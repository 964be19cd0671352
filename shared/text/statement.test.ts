import { describe, expect, test } from '@jest/globals';
import { checkStatement, readPrintable } from './statement.ts';

const LENGTH = { least: 3, most: 6 };

describe('text that people can read', () => {
  test.each([
    ['  abc ', 'abc'],
    ['tre\u0309', 'trẻ'],
    ['🧒🧒🧒🧒🧒🧒', '🧒🧒🧒🧒🧒🧒'],
  ])('%j is kept as %j', (text, kept) => {
    expect(readPrintable(text, LENGTH)).toBe(kept);
  });

  test.each([
    '',
    'ab',
    '   ab   ',
    'x'.repeat(7),
    'abc\0',
    'a\u200bbc',
    'ab\ncd',
    'ab\u2028c',
    'abc\ud800',
  ])('%j is not taken', (text) => {
    expect(readPrintable(text, LENGTH)).toBeNull();
  });
});

test('a statement that says nothing is refused with what to do', () => {
  expect(checkStatement('reason', ' Trẻ kêu cứu đêm nay ')).toBe('Trẻ kêu cứu đêm nay');
  expect(() => checkStatement('reason', '\u200b'.repeat(12))).toThrow(/^reason must be 10 to 500/);
  expect(() => checkStatement('decision', 'short')).toThrow(/^decision must be 10 to 500/);
});
