import { expect, test } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import { readWorkbook, streamSheet, writeWorkbook } from './xlsx.ts';

const SHEET = {
  name: 'Báo cáo',
  title: ['Kết quả thực hiện', 'Số 583/KH-UBND'],
  columns: [
    { header: 'Đơn vị', width: 30 },
    { header: 'Tỷ lệ', width: 12, format: '0.00' },
  ],
  rows: [
    ['=HYPERLINK("http://x")', 99.6],
    ['Xã Cẩm Đoài', null],
  ],
};

test('a workbook is read again as it was written', async () => {
  const sheets = await readWorkbook(await writeWorkbook('Báo cáo', [SHEET]));
  expect(sheets.get('Báo cáo')).toEqual(
    [
      ['Kết quả thực hiện'],
      ['Số 583/KH-UBND'],
      [],
      ['Đơn vị', 'Tỷ lệ'],
      ['=HYPERLINK("http://x")', 99.6],
      ['Xã Cẩm Đoài'],
    ].map((row) => expect.arrayContaining(row)),
  );
});

test('its header stays in sight, its numbers have formats, its text is no formula', async () => {
  const bytes = await writeWorkbook('Báo cáo', [SHEET]);
  const { sheets, properties } = await readXlsx(bytes, { readStyles: true });
  const [sheet] = sheets;
  expect(properties?.title).toBe('Báo cáo');
  expect(sheet?.freezePane).toMatchObject({ rows: 4 });
  expect(sheet?.columns?.map(({ width }) => Math.round(width ?? 0))).toEqual([30, 12]);
  expect(sheet?.cells?.get('4,1')?.style?.numFmt).toBe('0.00');
  expect(sheet?.cells?.get('4,0')).toMatchObject({ type: 'string' });
  expect(sheet?.cells?.get('4,0')?.formula).toBeUndefined();
});

test('a sheet is written while its rows come', async () => {
  let given = 0;
  async function* rows() {
    for (; given < 100_000; given += 1) yield [`Trẻ ${given}`, given];
  }
  const reader = streamSheet(SHEET, rows()).getReader();
  const first = await reader.read();
  expect(first.done).toBe(false);
  expect(given).toBeLessThan(50_000);
  const parts = [first.value ?? new Uint8Array()];
  for (let next = await reader.read(); !next.done; next = await reader.read())
    parts.push(next.value);
  const sheets = await readWorkbook(Buffer.concat(parts));
  expect(sheets.get('Báo cáo')).toHaveLength(100_001);
  expect(sheets.get('Báo cáo')?.at(-1)).toEqual(['Trẻ 99999', 99_999]);
});
