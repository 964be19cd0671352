import { readXlsx, writeXlsx, writeXlsxStream } from 'hucre/xlsx';
import type { Cell, CellStyle, WriteSheet } from 'hucre/xlsx';
import type { TableValue } from './csv.ts';

/** How a column is written. */
export interface SheetColumn {
  header: string;
  /** In characters. */
  width: number;
  /** Excel number format, such as `#,##0`; left out for text. */
  format?: string;
}

/** One sheet: lines of a title, a header that stays in sight, and rows. */
export interface TableSheet {
  name: string;
  /** The first line is the title, the others stand below it. */
  title: readonly string[];
  columns: readonly SheetColumn[];
  rows: readonly (readonly TableValue[])[];
}

const TITLE: CellStyle = { font: { bold: true, size: 14 } };
const HEADER: CellStyle = {
  font: { bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'D9E2F3' } },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  border: { bottom: { style: 'thin' } },
};
const TEXT: CellStyle = { alignment: { vertical: 'top', wrapText: true } };

function styleOf({ format }: SheetColumn): CellStyle {
  return format === undefined ? TEXT : { ...TEXT, numFmt: format };
}

/** Where the header stands: below the title and an empty line. */
function headerRow({ title }: TableSheet): number {
  return title.length === 0 ? 0 : title.length + 1;
}

function styledCells(sheet: TableSheet): Map<string, Partial<Cell>> {
  const header = headerRow(sheet);
  const cells = new Map<string, Partial<Cell>>();
  if (sheet.title.length > 0) cells.set('0,0', { style: TITLE });
  sheet.columns.forEach((column, place) => {
    cells.set(`${header},${place}`, { style: HEADER });
    const style = styleOf(column);
    sheet.rows.forEach((_, row) => cells.set(`${header + 1 + row},${place}`, { style }));
  });
  return cells;
}

function toSheet(sheet: TableSheet): WriteSheet {
  const { name, title, columns, rows } = sheet;
  const above = title.length === 0 ? [] : [...title.map((line) => [line]), []];
  return {
    name,
    columns: columns.map(({ width }) => ({ width })),
    rows: [...above, columns.map(({ header }) => header), ...rows.map((row) => [...row])],
    cells: styledCells(sheet),
    freezePane: { rows: headerRow(sheet) + 1 },
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

/** Writes a workbook. Text is written as text, so that nothing in it is taken for a formula. */
export async function writeWorkbook(
  title: string,
  sheets: readonly TableSheet[],
): Promise<Uint8Array> {
  return writeXlsx({ sheets: sheets.map(toSheet), properties: { title } });
}

/** Writes one sheet as its rows come, without keeping them. */
export function streamSheet(
  { name, columns }: Pick<TableSheet, 'name' | 'columns'>,
  rows: AsyncIterable<readonly TableValue[]>,
): ReadableStream<Uint8Array> {
  const copied = (async function* () {
    for await (const row of rows) yield [...row];
  })();
  return writeXlsxStream(copied, {
    name,
    columns: columns.map(({ header, width, format }) => ({
      header,
      width,
      ...(format !== undefined && { numFmt: format }),
    })),
    freezePane: { rows: 1 },
  });
}

/** The sheets of a workbook as rows of values, by their names. */
export async function readWorkbook(bytes: Uint8Array): Promise<Map<string, unknown[][]>> {
  const { sheets } = await readXlsx(bytes);
  return new Map(sheets.map(({ name, rows }) => [name, rows]));
}
