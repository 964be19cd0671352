import { backgroundSheets } from './background-sheets.ts';
import { renderCsv } from './render-csv.ts';
import { renderXlsx } from './render-xlsx.ts';
import type { Report } from './report.ts';

/** The forms in which a report can be had. */
export const FORMATS = ['json', 'csv', 'xlsx'] as const;

export type Format = (typeof FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** A report in one of its forms, as bytes. */
export async function renderReport(report: Report, format: Format): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(renderCsv(report));
  if (format === 'xlsx') return Buffer.from(await renderXlsx(report, backgroundSheets(report)));
  return Buffer.from(JSON.stringify(report, null, 2));
}
