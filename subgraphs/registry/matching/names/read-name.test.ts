import { describe, expect, test } from '@jest/globals';
import { readPlaceholder } from './placeholder.ts';
import type { PersonName } from './read-name.ts';
import { createLexicon, readName, readNameAnyWay } from './read-name.ts';
import type { Word } from './word.ts';

const { lookUp } = createLexicon();
const isFamilyName = ({ folded }: Word) => ['nguyen', 'le', 'pham', 'mai'].includes(folded);

function written(name: PersonName): string {
  const middle = name.middle.map(({ folded }) => folded).join(' ');
  return `${name.family?.folded ?? ''}|${middle}|${name.given.folded}`;
}

function readings(text: string): string[] {
  return readNameAnyWay(text, lookUp, isFamilyName).map(({ name }) => written(name));
}

describe('a name', () => {
  test.each([
    ['Nguyễn Thị Minh Anh', 'nguyen|thi minh|anh'],
    ['  NGUYỄN   ANH ', 'nguyen||anh'],
    ['Đỗ Đăng', 'do||dang'],
    ['Anh', '||anh'],
    ['Nguyễn Thị Lan (Bống)', 'nguyen|thi|lan'],
    ['(Lan)', '||lan'],
    ["Ksor H'Len", 'ksor|h|len'],
    ['Giàng A Páo', 'giang|a|pao'],
    ['Ng. T. Minh-Anh (2)', 'ng|t minh|anh'],
  ])('%s is %s', (text, parts) => {
    const name = readName(text, lookUp);
    expect(name && written(name)).toBe(parts);
  });

  test.each([[''], ['  '], ['123'], ['...']])('%j is none', (text) => {
    expect(readName(text, lookUp)).toBeNull();
    expect(readings(text)).toEqual([]);
  });

  test('in another order is read in that one too, the usual one first', () => {
    expect(readings('Minh Anh Nguyễn')).toEqual(
      expect.arrayContaining(['minh|anh|nguyen', 'nguyen|minh|anh']),
    );
    expect(readings('Anh Nguyễn Minh')).toContain('nguyen|minh|anh');
    expect(readings('Minh Anh')).toEqual(['minh||anh', '|minh|anh']);
    expect(readings('Nguyễn Minh Anh')).toEqual(['nguyen|minh|anh']);
  });

  test('may bear the letter that tells namesakes apart in a list', () => {
    expect(readings('Nguyễn Minh Anh B')).toContain('nguyen|minh|anh');
  });

  test('may be a family name as well: Mai', () => {
    expect(readings('Lê Thị Mai')).toEqual(expect.arrayContaining(['le|thi|mai', 'mai|le|thi']));
  });
});

describe('a placeholder', () => {
  test.each([
    ['Chưa đặt tên', null],
    ['CHƯA CÓ TÊN', null],
    ['Nguyễn (chưa đặt tên)', null],
    ['Bé gái', null],
    ['Bé trai 2', null],
    ['trẻ sơ sinh', null],
    ['CĐT', null],
    ['', null],
    ['Con bà Nguyễn Thị Lan', 'Nguyễn Thị Lan'],
    ['CB. Nguyễn Thị Lan', 'Nguyễn Thị Lan'],
    ['Bé gái của mẹ Trần Hoa', 'Trần Hoa'],
  ])('%j stands for a child without a name', (text, motherName) => {
    expect(readPlaceholder(text.normalize('NFD'))?.motherName?.normalize('NFC') ?? null).toBe(
      motherName,
    );
    expect(readPlaceholder(text)).toEqual({ motherName });
  });

  test.each([['Nguyễn Thị Bé'], ['Trần Tên'], ['Lê Con'], ['Phạm Sinh'], ['Bế Văn Trai']])(
    '%s is a name',
    (text) => {
      expect(readPlaceholder(text)).toBeNull();
    },
  );
});
