import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { csvLines } from '../../../shared/tables/csv.ts';
import type { TableValue } from '../../../shared/tables/csv.ts';
import type { ByteWriter } from './byte-writer.ts';
import type { RowCursor } from './row-cursor.ts';
import type { RowMerger } from './row-merger.ts';
import type { RowField } from './row-plan.ts';
import {
  PLAIN_IN_NUMBER,
  bytesThat,
  readBoolean,
  readNumber,
  readText,
  readValue,
} from './stream-values.ts';

const COMMA = 0x2c;
const LINE_END = Buffer.from('\r\n');
const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');

/** What a cell shows; one that is cut shows nothing. */
type Cell = Exclude<RowField, { kind: 'OBJECT' }>;

/** Bytes that a text may hold and needs no quotes. */
const PLAIN = bytesThat((byte) => byte >= 0x20 && ![0x22, COMMA, 0x5c].includes(byte));

/** Bytes that a text may begin with and is no formula: letters and digits, among them those of two bytes such as Đ. */
const FIRST = bytesThat(
  (byte) => /[0-9A-Za-z]/.test(String.fromCharCode(byte)) || (byte >= 0xc3 && byte <= 0xc9),
);

/** A cell that has to be looked at; with another behind it, since one alone is written otherwise. */
function carefully(text: string): string {
  return csvLines([[text, 'x']]).slice(0, -',x\r\n'.length);
}

function addText(cursor: RowCursor, column: number, out: ByteWriter): void {
  const [start, end] = [cursor.startOf(column), cursor.endOf(column)];
  const isPlain = FIRST[cursor.bytes[start] ?? 0] === 1 && end > start;
  if (!isPlain || !out.addPlain(cursor.bytes, start, end, PLAIN))
    out.addText(carefully(readText(cursor, column)));
}

function addNumber(cursor: RowCursor, column: number, out: ByteWriter): void {
  const [start, end] = [cursor.startOf(column), cursor.endOf(column)];
  if (!out.addPlain(cursor.bytes, start, end, PLAIN_IN_NUMBER))
    out.addText(String(readNumber(cursor, column)));
}

function addCell(cell: Cell, merger: RowMerger, out: ByteWriter): void {
  if (cell.kind === 'NUMBER_OF_CHILD') out.addText(formatChildNumber(merger.childNo));
  if (cell.kind !== 'VALUE') return;
  const { column, stream } = cell.place;
  const cursor = merger.cursorAt(stream, column);
  if (cursor === null) return;
  if (cell.form === 'TEXT') addText(cursor, column, out);
  else if (cell.form === 'NUMBER') addNumber(cursor, column, out);
  else out.add(readBoolean(cursor, column) ? TRUE : FALSE);
}

/** Makes what writes the row of a child as a line of CSV, as `csvLines` would. */
export function csvRowWriter(cells: readonly Cell[]) {
  return (merger: RowMerger, out: ByteWriter): void => {
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index];
      if (index > 0) out.addByte(COMMA);
      if (cell) addCell(cell, merger, out);
    }
    out.add(LINE_END);
  };
}

/** The row of a child as values. */
export function valuesOf(cells: readonly Cell[], merger: RowMerger): TableValue[] {
  return cells.map((cell) => {
    if (cell.kind === 'NUMBER_OF_CHILD') return formatChildNumber(merger.childNo);
    if (cell.kind !== 'VALUE') return null;
    const { column, stream } = cell.place;
    const cursor = merger.cursorAt(stream, column);
    return cursor === null ? null : readValue(cursor, column, cell.form);
  });
}
