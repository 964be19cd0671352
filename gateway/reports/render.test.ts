import { expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { readXlsx } from 'hucre/xlsx';
import { readWorkbook } from '../../shared/tables/xlsx.ts';
import { buildReport } from './build-report.ts';
import { annual, graphOf, plans, resources } from './graph.fixture.ts';
import { renderReport } from './render.ts';

const ask = graphOf((cohort) => 24 / cohort.split(' > ').length);
const figure = {
  numerator: 9,
  denominator: 10,
  note: '=cmd|calc',
  enteredBy: 'coordinator',
  enteredAt: '2022-12-20T08:00:00.000Z',
};
const entered = { ...resources, findFigure: async () => figure };

test.each([...plans.keys()])('%s is read again from each form', async (id) => {
  const report = await buildReport(annual(id, ask), resources);
  expect(JSON.parse((await renderReport(report, 'json')).toString())).toEqual(
    JSON.parse(JSON.stringify(report)),
  );
  const rows: Record<string, string>[] = parse(await renderReport(report, 'csv'), {
    bom: true,
    columns: true,
  });
  const figures = report.targets.flatMap(({ measures }) =>
    measures.flatMap((measure) => [measure, ...measure.units]),
  );
  const without = report.targets.filter(({ measures }) => measures.length === 0);
  expect(rows).toHaveLength(figures.length + without.length);
  expect(
    rows.filter(({ indicator }) => indicator).map(({ numerator }) => Number(numerator)),
  ).toEqual(figures.map(({ numerator }) => numerator));
  const { departments } = report.completeness;
  for (const { unlinked_records: unlinked } of rows)
    expect(unlinked).toBe(
      departments.map((each) => `${each.department}:${each.unlinkedRecords}`).join(' '),
    );
  const sheets = await readWorkbook(await renderReport(report, 'xlsx'));
  expect(sheets.get('Mức đầy đủ')).toEqual(
    expect.arrayContaining(
      departments.map((each) => expect.arrayContaining([each.department, each.unlinkedRecords])),
    ),
  );
  expect([...sheets.keys()]).toEqual([
    ...['Chỉ tiêu', 'Theo đơn vị', 'Mức đầy đủ', 'Cách tính', 'Chế độ báo cáo'],
  ]);
  const units = sheets.get('Theo đơn vị') ?? [];
  expect(units.filter(([, , level]) => level === 'Cấp xã')).toHaveLength(
    figures.filter((each) => 'level' in each && each.level === 'COMMUNE').length,
  );
});

test('the workbook is one to be sent: titled, dated, with a header that stays and numbers as numbers', async () => {
  const report = await buildReport(annual('hai-duong-2022', ask), entered);
  const { sheets } = await readXlsx(await renderReport(report, 'xlsx'), { readStyles: true });
  const [first] = sheets;
  const rows = first?.rows ?? [];
  expect(rows.slice(0, 5).map(([cell]) => cell)).toEqual([
    'BÁO CÁO KẾT QUẢ THỰC HIỆN CHỈ TIÊU VỀ TRẺ EM',
    'Kế hoạch công tác trẻ em năm 2022 của tỉnh Hải Dương',
    'Số kế hoạch: 583/KH-UBND ngày 08/03/2022',
    'Kỳ báo cáo: Năm 2022 (từ 01/01/2022 đến 31/12/2022)',
    'Số liệu chốt đến ngày 31/12/2022. Đơn vị: Tỉnh Hải Dương (30)',
  ]);
  expect(first?.freezePane).toMatchObject({ rows: 7 });
  const line = rows.findIndex(([cell]) => cell === 'HD-01');
  expect(rows[line]).toEqual(
    expect.arrayContaining(['đúng 100 %', 40, 60, expect.closeTo(66.67, 2), '%', 'Chưa đạt']),
  );
  expect(first?.cells?.get(`${line},6`)?.style?.numFmt).toBe('#,##0.00');
  expect(JSON.stringify(rows)).toContain('Nhập tay: coordinator');
});

test('what was entered by hand cannot become a formula', async () => {
  const report = await buildReport(annual('hai-duong-2022', ask), entered);
  const csv = (await renderReport(report, 'csv')).toString();
  expect(csv).toContain(",'=cmd|calc,");
  const { sheets } = await readXlsx(await renderReport(report, 'xlsx'));
  for (const cell of sheets.flatMap(({ cells }) => [...(cells?.values() ?? [])]))
    expect(cell.formula).toBeUndefined();
});

test('what a viewer may not see is in no form', async () => {
  const few = graphOf((cohort) => (cohort.includes('withAbuseIntervention') ? 1 : 50));
  const viewer = { units: ['30'], seesExact: false };
  const report = await buildReport(annual('hai-duong-2022', few, { viewer }), resources);
  const sheets = await readWorkbook(await renderReport(report, 'xlsx'));
  const title = (sheets.get('Chỉ tiêu') ?? []).slice(0, 6).flat().join(' ');
  expect(title).toContain('không được công bố');
  const rows: Record<string, string>[] = parse(await renderReport(report, 'csv'), {
    bom: true,
    columns: true,
  });
  for (const { numerator } of rows) expect(['1', '2', '3', '4']).not.toContain(numerator);
});
