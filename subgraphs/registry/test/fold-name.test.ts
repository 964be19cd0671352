import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { foldName } from '../fold-name.ts';

const PLAIN_LETTERS = new Map(
  Object.entries({
    a: 'àáảãạăằắẳẵặâầấẩẫậ',
    d: 'đ',
    e: 'èéẻẽẹêềếểễệ',
    i: 'ìíỉĩị',
    o: 'òóỏõọôồốổỗộơờớởỡợ',
    u: 'ùúủũụưừứửữự',
    y: 'ỳýỷỹỵ',
  }).flatMap(([plain, marked]) =>
    Array.from(marked.normalize('NFC')).map((letter): [string, string] => [letter, plain]),
  ),
);

/** Folding by the table of Vietnamese letters. */
function foldByTable(name: string): string {
  return Array.from(
    name.normalize('NFC').toLowerCase(),
    (letter) => PLAIN_LETTERS.get(letter) ?? letter,
  ).join('');
}

const letters = [
  'b',
  'c',
  'g',
  'h',
  'k',
  'l',
  'm',
  'n',
  'p',
  'q',
  'r',
  's',
  't',
  'v',
  'x',
  ...PLAIN_LETTERS.keys(),
  ...PLAIN_LETTERS.values(),
];
const word = fc
  .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 7 })
  .map((parts) => parts.join(''));
const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));

describe('folding a name', () => {
  test('takes the marks off every Vietnamese letter and nothing else', () => {
    fc.assert(
      fc.property(name, (text) => {
        expect(foldName(text)).toBe(foldByTable(text));
      }),
    );
  });

  test('is the same for composed and decomposed text, upper and lower case, and more spaces', () => {
    fc.assert(
      fc.property(name, (text) => {
        const folded = foldName(text);
        expect(foldName(text.normalize('NFD'))).toBe(folded);
        expect(foldName(text.toUpperCase())).toBe(folded);
        expect(foldName(`\t ${text.split(' ').join(' \u00a0')}\n`)).toBe(folded);
      }),
    );
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldName(foldName(text))).toBe(foldName(text));
      }),
    );
  });

  test.each([
    ['Đặng Thị Ngọc Ánh', 'dang thi ngoc anh'],
    ['NGUYỄN  VĂN ĐỨC', 'nguyen van duc'],
    ["H'Hen Niê", "h'hen nie"],
    ['100%_\\', '100%_\\'],
    [' \u0000 ', ''],
  ])('%j is %j', (text, folded) => {
    expect(foldName(text)).toBe(folded);
  });
});
