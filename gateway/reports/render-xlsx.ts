import type { TableValue } from '../../shared/tables/csv.ts';
import { writeWorkbook } from '../../shared/tables/xlsx.ts';
import type { TableSheet } from '../../shared/tables/xlsx.ts';
import type { Figure, Measure, Report, ReportTarget } from './report.ts';
import { LEVELS, UNITS, VERDICTS, aimInWords, dayInWords } from './words.ts';

const COUNT = '#,##0';
const VALUE = '#,##0.00';
const DIFFERENCE = '+#,##0.00;-#,##0.00;0.00';

const FIGURE_COLUMNS = [
  { header: 'Tử số', width: 10, format: COUNT },
  { header: 'Mẫu số', width: 10, format: COUNT },
  { header: 'Kết quả', width: 11, format: VALUE },
  { header: 'Đơn vị tính', width: 12 },
  { header: 'Đánh giá', width: 16 },
  { header: 'Chênh lệch so với mục tiêu', width: 13, format: DIFFERENCE },
  { header: 'Cùng kỳ năm trước', width: 11, format: VALUE },
  { header: 'Tăng, giảm so với cùng kỳ', width: 13, format: DIFFERENCE },
];

function figureCells(figure: Figure, { unit }: ReportTarget): TableValue[] {
  const { numerator, denominator, value, verdict, distance, lastYear, change } = figure;
  return [
    ...[numerator, denominator, value, UNITS[unit]],
    ...[VERDICTS[verdict], distance, lastYear, change],
  ];
}

function titleOf(report: Report, title: string): string[] {
  const { plan, period, unit, isSuppressed } = report;
  const issued = plan.issuedOn === null ? '' : ` ngày ${dayInWords(plan.issuedOn)}`;
  return [
    title,
    plan.title.vi,
    `Số kế hoạch: ${plan.number === null ? 'không rõ' : `${plan.number}${issued}`}`,
    `Kỳ báo cáo: ${period.title.vi} (từ ${dayInWords(period.from)} đến ${dayInWords(period.to)})`,
    `Số liệu chốt đến ngày ${dayInWords(period.asOf)}. Đơn vị: ${unit.name} (${unit.code})`,
    ...(isSuppressed
      ? ['Số đếm từ 1 đến 4, và số có thể làm lộ các số đó, không được công bố.']
      : []),
  ];
}

function missingOf({ missing }: Measure): string {
  const who = missing.map(({ department, messageVi, message }) => {
    const said = messageVi ?? message;
    return department === null ? said : `${department}: ${said}`;
  });
  return who.join(' ');
}

function rowsOf(target: ReportTarget): TableValue[][] {
  const { entered, measures, notComputable, note } = target;
  const head = [target.id, target.title.vi, aimInWords(target)];
  const tail = (said: string) => [
    target.owner.vi,
    [said, note?.vi].filter(Boolean).join(' ') || null,
  ];
  const measured = measures.map((measure) => [
    ...[...head, measure.title.vi, ...figureCells(measure, target)],
    ...tail(missingOf(measure)),
  ]);
  if (measured.length > 0) return measured;
  if (entered !== null) {
    const who =
      `Nhập tay: ${entered.enteredBy}, ${entered.enteredAt}. ${entered.note ?? ''}`.trim();
    return [[...head, null, ...figureCells(entered, target), ...tail(who)]];
  }
  const nothing = [
    null,
    null,
    null,
    UNITS[target.unit],
    VERDICTS[target.verdict],
    null,
    null,
    null,
  ];
  return [[...head, null, ...nothing, ...tail(notComputable?.vi ?? '')]];
}

function targetSheet(report: Report): TableSheet {
  return {
    name: 'Chỉ tiêu',
    title: titleOf(report, 'BÁO CÁO KẾT QUẢ THỰC HIỆN CHỈ TIÊU VỀ TRẺ EM'),
    columns: [
      { header: 'Mã', width: 8 },
      { header: 'Chỉ tiêu', width: 38 },
      { header: 'Mục tiêu', width: 18 },
      { header: 'Chỉ số', width: 38 },
      ...FIGURE_COLUMNS,
      { header: 'Cơ quan chủ trì', width: 28 },
      { header: 'Ghi chú', width: 40 },
    ],
    rows: report.targets.flatMap(rowsOf),
  };
}

function unitSheet(report: Report): TableSheet {
  const rows = report.targets.flatMap((target) =>
    target.measures.flatMap((measure) =>
      measure.units.map((unit) => [
        ...[target.id, measure.title.vi, LEVELS[unit.level], unit.code, unit.name],
        ...[unit.parentCode, ...figureCells(unit, target)],
      ]),
    ),
  );
  return {
    name: 'Theo đơn vị',
    title: titleOf(report, 'KẾT QUẢ THEO ĐƠN VỊ HÀNH CHÍNH'),
    columns: [
      { header: 'Mã', width: 8 },
      { header: 'Chỉ số', width: 38 },
      { header: 'Cấp', width: 10 },
      { header: 'Mã đơn vị', width: 10 },
      { header: 'Đơn vị', width: 26 },
      { header: 'Thuộc', width: 8 },
      ...FIGURE_COLUMNS,
    ],
    rows,
  };
}

/** A report as a workbook to be sent: its targets, its units, how complete it is, and the questions behind it. */
export async function renderXlsx(
  report: Report,
  others: readonly TableSheet[],
): Promise<Uint8Array> {
  const title = `${report.plan.title.vi}: ${report.period.title.vi}`;
  return writeWorkbook(title, [targetSheet(report), unitSheet(report), ...others]);
}
