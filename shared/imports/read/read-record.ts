import { cleanCell } from '../cell.ts';
import type { Cell, SheetRow } from '../cell.ts';
import type { Column } from '../column.ts';
import type { Header } from '../header.ts';
import type { Problem, ReadRecord, RowReader } from '../record-kind.ts';

function isEmpty(cells: readonly Cell[]): boolean {
  return cells.every((cell) => cleanCell(cell) === null);
}

/** Whether cells stand beyond the header's, as when a separator within a name was not quoted. */
function isShifted(cells: readonly Cell[], { width }: Header): boolean {
  return cells.length > width && !isEmpty(cells.slice(width));
}

/** A row cut off before a column's place; spreadsheets leave out empty cells at the end of a row, text files do not. */
function isCutOff(cells: readonly Cell[], { width }: Header, mayBeShort: boolean): boolean {
  return !mayBeShort && cells.length < width;
}

function misshapen({ cells }: SheetRow, { width }: Header): Problem[] {
  return [
    {
      column: '',
      value: `${cells.length}`,
      vi: `Dòng có ${cells.length} ô trong khi tiêu đề có ${width} ô: hãy kiểm tra dấu phân cách và dấu ngoặc kép.`,
    },
  ];
}

/**
 * Reads the rows of a file as records of a kind, one by one. Null for a row without anything in it, which is not
 * counted.
 */
export function createRecordReader(
  columns: readonly Column[],
  header: Header,
  mayBeShort: boolean,
  readRow: RowReader,
): (row: SheetRow) => ReadRecord | readonly Problem[] | null {
  const places = columns.map(({ name }) => ({ name, place: header.places.get(name) ?? -1 }));
  return (row) => {
    const { cells } = row;
    if (isEmpty(cells)) return null;
    if (isShifted(cells, header) || isCutOff(cells, header, mayBeShort))
      return misshapen(row, header);
    const byName: Record<string, Cell> = {};
    for (const { name, place } of places) byName[name] = cells[place] ?? null;
    return readRow(byName);
  };
}
