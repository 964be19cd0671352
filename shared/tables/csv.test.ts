import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { writeCsv } from './csv.ts';

test('a CSV begins with the byte order mark and ends its lines with CR LF', () => {
  expect(writeCsv(['mã', 'tên'], [['30', 'Hải "Dương", tỉnh']])).toBe(
    '\uFEFFmã,tên\r\n30,"Hải ""Dương"", tỉnh"\r\n',
  );
});

test.each([
  ['=1+1', "'=1+1"],
  ['+84', "'+84"],
  ['-2', "'-2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['  =1', "'  =1"],
  ['＝1', "'＝1"],
  ['1=1', '1=1'],
])('%j is written as %j', (text, expected) => {
  expect(parse(writeCsv([], [[text]]), { bom: true, relax_column_count: true })).toContainEqual([
    expected,
  ]);
});

test('numbers stay numbers, below zero too, and nothing stays nothing', () => {
  expect(writeCsv(['a', 'b', 'c', 'd'], [[-3.5, 0, null, true]])).toBe(
    '\uFEFFa,b,c,d\r\n-3.5,0,,true\r\n',
  );
});

test('whatever is written is read again, and no cell begins a formula', () => {
  const rows = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string({ minLength: 1 })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(rows, (written) => {
      const read = parse(writeCsv(['x', 'y'], written), { bom: true, record_delimiter: '\r\n' });
      expect(read).toHaveLength(written.length + 1);
      for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});
