import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openShelf } from '../../test/imports/shelf.fixture.ts';
import { workbookOf, workbookParts, zipOf } from './workbook.fixture.ts';

type Shelf = Awaited<ReturnType<typeof openShelf>>;

let shelf: Shelf;
beforeAll(async () => {
  shelf = await openShelf();
});
afterAll(async () => {
  await shelf[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await shelf.sql('truncate thing');
});

const NAME = 'Nguyễn Thị Ánh Đường, Thuỷ';
const TABLE = `Nhãn;Tên đồ vật;Ngày mua\r\nĐ1;${NAME};31/12/2016\r\n`;

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

/** Of windows-1258 (Microsoft, code page 1258) the letters that the table has; tone marks follow their vowels. */
const WINDOWS_1258: Readonly<Record<string, number>> = {
  Đ: 0xd0,
  đ: 0xf0,
  ư: 0xfd,
  ơ: 0xf5,
  ê: 0xea,
  ô: 0xf4,
  â: 0xe2,
  ă: 0xe3,
  á: 0xe1,
  à: 0xe0,
  é: 0xe9,
  è: 0xe8,
  Á: 0xc1,
  ù: 0xf9,
  ú: 0xfa,
  ó: 0xf3,
  '\u0300': 0xcc,
  '\u0309': 0xd2,
  '\u0303': 0xde,
  '\u0301': 0xec,
  '\u0323': 0xf2,
};

/** Letters that have a byte are written as that; others as the vowel with its hat or horn and the tone mark after it. */
function windows1258(text: string): Buffer {
  const bytes = Array.from(text.normalize('NFC')).flatMap((letter) => {
    if (letter.charCodeAt(0) < 0x80) return [letter.charCodeAt(0)];
    if (WINDOWS_1258[letter] !== undefined) return [WINDOWS_1258[letter]];
    const tone = /[\u0300\u0309\u0303\u0301\u0323]/.exec(letter.normalize('NFD'))?.[0] ?? '';
    const vowel = letter.normalize('NFD').replace(tone, '').normalize('NFC');
    return [WINDOWS_1258[vowel] ?? vowel.charCodeAt(0), WINDOWS_1258[tone] ?? 0];
  });
  return Buffer.from(bytes);
}

describe('text is read however it is written', () => {
  test.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(TABLE)],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${TABLE}`)],
    ['UTF-8, tone marks decomposed', Buffer.from(TABLE.normalize('NFD'))],
    ['UTF-16 LE with its mark', Buffer.from(`\uFEFF${TABLE}`, 'utf16le')],
    ['UTF-16 LE', Buffer.from(TABLE, 'utf16le')],
    ['UTF-16 BE with its mark', utf16be(`\uFEFF${TABLE}`)],
    ['UTF-16 BE', utf16be(TABLE)],
    ['windows-1258', windows1258(TABLE)],
    ['lines ending with LF', Buffer.from(TABLE.replaceAll('\r\n', '\n'))],
    ['lines ending with CR', Buffer.from(TABLE.replaceAll('\r\n', '\r'))],
    ['no end of the last line', Buffer.from(TABLE.trimEnd())],
    ['separated by tabs', Buffer.from(TABLE.replaceAll(';', '\t'))],
    ['separated by commas', Buffer.from(TABLE.replace(NAME, `"${NAME}"`).replaceAll(';', ','))],
    [
      'with titles in two languages',
      Buffer.from(TABLE.replace('Nhãn', '"Nhãn *\nLabel"').replace('mua', 'mua / Bought on')),
    ],
    ['with titles above', Buffer.from(`DANH SÁCH, năm 2022;;\r\n\r\n${TABLE}`)],
  ])('%s', async (_, bytes) => {
    expect(await shelf.send('text.csv', bytes)).toMatchObject({ read: 1, new: 1 });
    expect(await shelf.sql('select label, name, bought_on::text from thing')).toEqual([
      { label: 'Đ1', name: NAME.normalize('NFC'), bought_on: '2016-12-31' },
    ]);
  });

  test('beyond the first piece of a file too', async () => {
    const filler = Array.from(
      { length: 9_000 },
      (_, n) => `N${n};${'x'.repeat(40)};31/12/2016\r\n`,
    );
    const text = `Nhan;Ten do vat;Ngay mua\r\n${filler.join('')}Z;${NAME};31/12/2016\r\n`;
    for (const bytes of [Buffer.from(text), windows1258(text)]) {
      await shelf.sql('truncate thing');
      expect(await shelf.send('long.csv', bytes)).toMatchObject({ new: 9_001 });
      expect(await shelf.sql("select name from thing where label = 'Z'")).toEqual([{ name: NAME }]);
    }
  });

  test.each<[string, Uint8Array]>([
    ['UTF-8 with a damaged letter', Buffer.concat([Buffer.from(TABLE), Buffer.from([0xe1, 0xbb])])],
    [
      'UTF-16 cut in the middle of a letter',
      Buffer.from(`\uFEFF${TABLE}`, 'utf16le').subarray(0, -1),
    ],
    ['bytes of no text', Buffer.from(Array.from({ length: 512 }, (_, n) => (n * 37) % 256))],
  ])('but not %s', async (_, bytes) => {
    await expect(shelf.send('text.csv', bytes)).rejects.toMatchObject({ code: 'TEXT_DAMAGED' });
  });
});

describe('days are read however they are written', () => {
  test.each([
    ['31/12/2016', '2016-12-31'],
    ['1/2/2016', '2016-02-01'],
    ['01-02-2016', '2016-02-01'],
    ['1.2.2016', '2016-02-01'],
    ['2016-12-31', '2016-12-31'],
    ['2016-12-31 00:00:00', '2016-12-31'],
    ['2016-12-31T00:00:00Z', '2016-12-31'],
    [' 29/02/2016 ', '2016-02-29'],
    ['12/31/2016', null],
    ['31/12/16', null],
    ['29/02/2015', null],
    ['2016/12/31', null],
    ['20161231', null],
    ['31/12/2016 14:30', null],
    ['42735', null],
    ['01/01/2023', null],
    ['31/12/1899', null],
    ['0001-01-01', null],
  ])('%s is %s', async (written, day) => {
    const summary = await shelf.send('days.csv', `Nhãn,Ngày mua\nA,${written}\n`);
    expect(summary.rejected).toBe(day === null ? 1 : 0);
    const shelved = await shelf.sql('select bought_on::text from thing');
    expect(shelved).toEqual(day === null ? [] : [{ bought_on: day }]);
  });
});

describe('a workbook', () => {
  test('has date cells, numbers, and headers in any order', async () => {
    const bytes = await workbookOf([
      ['Danh sách đồ vật'],
      ['Bought on', 'Nặng (kg)', 'Ghi chú', 'Nhãn'],
      [new Date('2016-12-31T00:00:00Z'), 12.5, null, 'A'],
      ['31/12/2016', '3,25', null, 7],
      [],
      [new Date('2016-02-29T00:00:00Z'), null, 'x', 'C'],
    ]);
    expect(await shelf.send('w.xlsx', bytes)).toMatchObject({
      read: 3,
      new: 3,
      unknownHeaders: ['Ghi chú'],
    });
    expect(
      await shelf.sql('select label, weight::text, bought_on::text from thing order by label'),
    ).toEqual([
      { label: '7', weight: '3.25', bought_on: '2016-12-31' },
      { label: 'A', weight: '12.5', bought_on: '2016-12-31' },
      { label: 'C', weight: null, bought_on: '2016-02-29' },
    ]);
  });

  test('gives a register number back its zeros, and takes no number for a day', async () => {
    const bytes = await workbookOf([
      ['Nhãn', 'Ngày mua', 'Số hồ sơ trẻ em'],
      ['A', new Date('2016-12-31T00:00:00Z'), 10],
      ['B', new Date('2016-12-31T00:00:00Z'), 11],
      ['C', 42_735, null],
    ]);
    expect(await shelf.send('w.xlsx', bytes)).toMatchObject({ new: 1, rejected: 2 });
    expect(await shelf.sql('select label, child_no from thing')).toEqual([
      { label: 'A', child_no: '1' },
    ]);
  });

  test('of more rows than are kept in memory comes out whole and in order', async () => {
    const rows = Array.from({ length: 6_000 }, (_, n) => [`N${n}`, '2016-12-31', n / 100]);
    const bytes = await workbookOf([['Nhãn', 'Ngày mua', 'Nặng (kg)'], ...rows]);
    expect(await shelf.send('w.xlsx', bytes)).toMatchObject({ read: 6_000, new: 6_000 });
    expect(await shelf.sql('select count(*)::integer, sum(weight)::text from thing')).toEqual([
      { count: 6_000, sum: '179970.00' },
    ]);
  });

  test('that other programs wrote, with texts in the cells and the results of formulas', async () => {
    const text = (ref: string, value: string) =>
      `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
    const rows = [
      `<row r="1">${text('A1', 'Nhãn')}${text('B1', 'Ngày mua')}${text('C1', 'Nặng (kg)')}</row>`,
      `<row r="2">${text('A2', 'A')}${text('B2', '2016-12-31')}<c r="C2"><f>1+1</f><v>2</v></c></row>`,
    ];
    expect(await shelf.send('w.xlsx', zipOf(workbookParts(rows.join(''))))).toMatchObject({
      new: 1,
    });
    expect(await shelf.sql('select weight::text from thing')).toEqual([{ weight: '2' }]);
  });
});
