import { Readable } from 'node:stream';
import { BYTE_ORDER_MARK, csvLines } from '../../shared/tables/csv.ts';
import type { TableValue } from '../../shared/tables/csv.ts';
import { streamSheet } from '../../shared/tables/xlsx.ts';
import type { ExportOperation } from './export-operation.ts';
import type { Item } from './read-pages.ts';

/** What an export can be written as. */
export const FORMATS = ['csv', 'xlsx', 'ndjson'] as const;
export type ExportFormat = (typeof FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

const COLUMN_WIDTH = 18;

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, path));
  const [key, ...rest] = path;
  if (key === undefined) return value === null || value === undefined ? [] : [value];
  return typeof value === 'object' && value !== null ? valuesAt(Reflect.get(value, key), rest) : [];
}

/** What a cell shows: several values, of the items of a list, stand apart by semicolons. */
function cellOf(item: Item, path: readonly string[]): TableValue {
  const values = valuesAt(item, path);
  const [only] = values;
  if (values.length === 0) return null;
  if (values.length > 1) return values.map(String).join('; ');
  return typeof only === 'number' || typeof only === 'boolean' ? only : String(only);
}

type Pages = AsyncIterable<readonly Item[]>;

function rowOf({ columns }: ExportOperation, item: Item): TableValue[] {
  return columns.map((path) => cellOf(item, path));
}

/** The heads of the columns. */
export function headerOf({ columns }: ExportOperation): string[] {
  return columns.map((path) => path.join('.'));
}

async function* csv(operation: ExportOperation, pages: Pages): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLines([headerOf(operation)]);
  for await (const items of pages) yield csvLines(items.map((item) => rowOf(operation, item)));
}

async function* ndjson(pages: Pages): AsyncGenerator<string> {
  for await (const items of pages) yield items.map((item) => `${JSON.stringify(item)}\n`).join('');
}

async function* rows(operation: ExportOperation, pages: Pages): AsyncGenerator<TableValue[]> {
  for await (const items of pages) for (const item of items) yield rowOf(operation, item);
}

/** A workbook of one sheet, as its rows come. */
export function sheetOf(
  operation: ExportOperation,
  values: AsyncIterable<readonly TableValue[]>,
): ReadableStream<Uint8Array> {
  const columns = headerOf(operation).map((header) => ({ header, width: COLUMN_WIDTH }));
  return streamSheet({ name: operation.name.slice(0, 31), columns }, values);
}

/** Writes children as they come; nothing is kept. */
export function writeRows(
  format: ExportFormat,
  operation: ExportOperation,
  pages: Pages,
): Readable {
  if (format === 'csv') return Readable.from(csv(operation, pages));
  if (format === 'ndjson') return Readable.from(ndjson(pages));
  return Readable.from(sheetOf(operation, rows(operation, pages)));
}
