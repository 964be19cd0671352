import type { SheetRow } from '../cell.ts';
import type { Column } from '../column.ts';
import { ROWS_BEFORE_DATA, findHeader, worthAsHeader } from '../header.ts';
import type { Header } from '../header.ts';
import { openTable } from './open-table.ts';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { spoolRows } from './spool.ts';
import { detectEncoding } from './text-encoding.ts';

/** A file's rows below its header. */
export interface TableRows {
  header: Header;
  /** About how many there are; exactly, for a workbook. */
  count: number;
  rows: AsyncIterable<SheetRow>;
}

interface AllRows {
  count: number;
  rows: AsyncGenerator<SheetRow>;
}

async function readAll(path: string, columns: readonly Column[]): Promise<AllRows> {
  const file = await openTable(path);
  if (file.form === 'WORKBOOK') return spoolRows(readXlsx(path));
  const { encoding, lines } = await detectEncoding(path);
  const rows = readCsv(path, encoding, (sample) => worthAsHeader(columns, sample));
  return { count: lines, rows };
}

async function take(rows: AsyncGenerator<SheetRow>, most: number): Promise<SheetRow[]> {
  const taken: SheetRow[] = [];
  while (taken.length < most) {
    const next: IteratorResult<SheetRow, unknown> = await rows.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

async function* after(
  header: Header,
  first: readonly SheetRow[],
  rest: AsyncGenerator<SheetRow>,
): AsyncGenerator<SheetRow> {
  yield* first.filter(({ number }) => number > header.rowNumber);
  yield* rest;
}

/** The first rows of a file, among which its header is; `columns` help to find the separator of a text file. */
export async function readFirstRows(path: string, columns: readonly Column[]): Promise<SheetRow[]> {
  const { rows } = await readAll(path, columns);
  try {
    return await take(rows, ROWS_BEFORE_DATA);
  } finally {
    await rows.return(undefined);
  }
}

/** Opens a file of records: what kind of file it is, how it is written, where its header is. Throws ImportRefused. */
export async function readRows(path: string, columns: readonly Column[]): Promise<TableRows> {
  const { count, rows } = await readAll(path, columns);
  const first = await take(rows, ROWS_BEFORE_DATA);
  try {
    const header = findHeader(columns, first);
    const below = Math.max(1, count - header.rowNumber);
    return { header, count: below, rows: after(header, first, rows) };
  } catch (error) {
    await rows.return(undefined);
    throw error;
  }
}
