import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { z } from 'zod';
import { foldName } from '../../fold-name.ts';
import { compareWords, isOneEditApart } from './compare-words.ts';
import { isSyllable } from './typing-leftovers.ts';
import { readWord } from './word.ts';

function namesIn(file: string): string[] {
  const text = readFileSync(path.join(import.meta.dirname, '../figures', file), 'utf8');
  const rows = z.array(z.looseObject({ name: z.string() })).parse(parse(text, { columns: true }));
  return rows.flatMap(({ name }) => name.split(' '));
}

const words = [...namesIn('family-names.csv'), ...namesIn('given-names.csv')];

/** Optimal string alignment distance, as textbooks write it. */
function distance(one: string, other: string): number {
  const table = [...Array(one.length + 1).keys()].map((row) =>
    [...Array(other.length + 1).keys()].map((column) =>
      row === 0 ? column : column === 0 ? row : 0,
    ),
  );
  const at = (row: number, column: number) => table[row]?.[column] ?? 0;
  for (let row = 1; row <= one.length; row += 1)
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isTurned = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const best = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
        row > 1 && column > 1 && isTurned ? at(row - 2, column - 2) + 1 : Infinity,
      );
      table[row]?.splice(column, 1, best);
    }
  return at(one.length, other.length);
}

describe('one edit', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

  test('is what the textbook distance calls 1', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(isOneEditApart(one, other)).toBe(distance(one, other) === 1);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a word', () => {
  test.each([
    ['Hoà', 'Hòa'],
    ['Thuý', 'Thúy'],
    ['NGUYỄN', 'nguyễn'],
    ['Nguyễn'.normalize('NFD'), 'Nguyễn'],
    ['Nguyeenx', 'Nguyễn'],
    ['Nguyeexn', 'Nguyễn'],
    ['Nguye6n4', 'Nguyễn'],
    ['Nguye64n', 'Nguyễn'],
    ['Ddawng', 'Đăng'],
    ['D9a8ng', 'Đăng'],
    ['Thij', 'Thị'],
    ['Thi5', 'Thị'],
    ['Phuwowng', 'Phương'],
    ['Phuong7', 'Phương'],
    ['Traamf', 'Trầm'],
    ['Haanf', 'Hần'],
  ])('%s is %s', (typed, meant) => {
    expect(compareWords(readWord(typed), readWord(meant))).toBe('EXACT');
  });

  test.each([
    ['Anh', 'Ánh', 'UNMARKED'],
    ['Ảnh', 'Ánh', 'REMARKED'],
    ['Mĩ', 'Mỹ', 'RESPELLED'],
    ['Kì', 'Kỳ', 'RESPELLED'],
    ['Linh', 'Ninh', 'MISTYPED'],
    ['Trâm', 'Châm', 'MISTYPED'],
    ['Giang', 'Dang', 'MISTYPED'],
    ['Khánh', 'Khabh', 'MISTYPED'],
    ['Ng', 'Nguyễn', 'INITIAL'],
    ['T', 'Thị', 'INITIAL'],
    ['Lan', 'Huệ', 'DIFFERENT'],
  ])('%s and %s: %s', (one, other, likeness) => {
    expect(compareWords(readWord(one), readWord(other))).toBe(likeness);
  });

  test('a name as it is spelled is a syllable, and left as it is', () => {
    expect(words.length).toBeGreaterThan(300);
    for (const word of words) {
      expect([word, isSyllable(foldName(word))]).toEqual([word, true]);
      expect(readWord(word).folded).toBe(foldName(word));
    }
  });

  test('is as like another as that is like it, and most like itself', () => {
    const word = fc.oneof(fc.constantFrom(...words), fc.string({ minLength: 1, maxLength: 8 }));
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(compareWords(readWord(one), readWord(other))).toBe(
          compareWords(readWord(other), readWord(one)),
        );
        expect(compareWords(readWord(one), readWord(one))).toBe('EXACT');
      }),
      { numRuns: 2_000 },
    );
  });
});
