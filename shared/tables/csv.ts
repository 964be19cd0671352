import { stringify } from 'csv-stringify/sync';

/** What a cell of a table can hold. */
export type TableValue = string | number | boolean | null;

/** Excel takes a CSV for UTF-8 only where it begins with this. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** What makes a spreadsheet take a text for a formula (OWASP, CSV Injection), full-width forms included. */
const FORMULA = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** A text that a spreadsheet will not reckon with: an apostrophe goes in front of what would be a formula. */
export function withoutFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

const OPTIONS = {
  record_delimiter: 'windows',
  cast: { string: withoutFormula, boolean: String },
} as const;

/** Lines of a CSV (RFC 4180) without the mark at its beginning; each ends with CR LF. */
export function csvLines(rows: readonly (readonly TableValue[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    OPTIONS,
  );
}

/** A CSV file that spreadsheets open as it is: UTF-8 with its mark, CR LF, no formulas. */
export function writeCsv(
  header: readonly string[],
  rows: readonly (readonly TableValue[])[],
): string {
  return BYTE_ORDER_MARK + csvLines([header, ...rows]);
}
