import type { TableSheet } from '../../shared/tables/xlsx.ts';
import type { Report } from './report.ts';
import { dayInWords } from './words.ts';

const STATES: Readonly<Record<string, string>> = {
  ANSWERED: 'Đã trả lời',
  UNAVAILABLE: 'Không trả lời',
  TIMEOUT: 'Trả lời quá chậm',
  BAD_ANSWER: 'Trả lời không hợp lệ',
};

/** How complete the records behind a report are. */
function completenessSheet({ completeness }: Report): TableSheet {
  const { departments, unknownBirthDates } = completeness;
  return {
    name: 'Mức đầy đủ',
    title: [
      'MỨC ĐẦY ĐỦ CỦA SỐ LIỆU',
      `Trẻ em không rõ ngày sinh (ngày ước tính): ${unknownBirthDates ?? 'không công bố hoặc không có số liệu'}`,
    ],
    columns: [
      { header: 'Hệ thống', width: 18 },
      { header: 'Trạng thái', width: 22 },
      { header: 'Hồ sơ chưa gắn với trẻ em nào', width: 18, format: '#,##0' },
      { header: 'Cập nhật gần nhất (UTC)', width: 26 },
    ],
    rows: departments.map(({ department, state, unlinkedRecords, freshAsOf }) => [
      department,
      STATES[state] ?? state,
      unlinkedRecords,
      freshAsOf,
    ]),
  };
}

/** What was asked of the graph, and how it is meant. */
function questionSheet({ targets }: Report): TableSheet {
  return {
    name: 'Cách tính',
    title: ['CÁCH TÍNH VÀ CÂU HỎI GỬI ĐẾN HỆ THỐNG'],
    columns: [
      { header: 'Mã', width: 8 },
      { header: 'Trích kế hoạch', width: 45 },
      { header: 'Ý nghĩa', width: 50 },
      { header: 'Cách hiểu về thời gian', width: 50 },
      { header: 'Nguồn', width: 40 },
      { header: 'Tham số', width: 36 },
      { header: 'Câu hỏi GraphQL', width: 70 },
    ],
    rows: targets.flatMap(({ id, quote, measures }) =>
      measures.map(({ meaning, clock, source, variables, query }) => [
        ...[id, quote, meaning.vi, clock.vi, source.vi],
        ...[JSON.stringify(variables), query],
      ]),
    ),
  };
}

/** What the plan wants reported, and by when. */
function dutySheet({ duties }: Report): TableSheet {
  return {
    name: 'Chế độ báo cáo',
    title: ['CHẾ ĐỘ THÔNG TIN, BÁO CÁO CỦA KẾ HOẠCH'],
    columns: [
      { header: 'Mã', width: 8 },
      { header: 'Nội dung', width: 45 },
      { header: 'Trích kế hoạch', width: 60 },
      { header: 'Thời hạn', width: 28 },
      { header: 'Ngày', width: 12 },
      { header: 'Cơ quan', width: 40 },
    ],
    rows: duties.map(({ id, title, quote, when, due, owner }) => [
      ...[id, title.vi, quote, when.vi],
      ...[due === null ? null : dayInWords(due), owner.vi],
    ]),
  };
}

/** The sheets that say how a report came about. */
export function backgroundSheets(report: Report): TableSheet[] {
  return [completenessSheet(report), questionSheet(report), dutySheet(report)];
}
