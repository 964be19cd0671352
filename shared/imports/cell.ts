/** What a cell of an office's table holds. A Date is a date cell of a spreadsheet; what it shows are its UTC fields. */
export type Cell = string | number | boolean | Date | null;

/** A cell with something in it. */
export type FilledCell = Exclude<Cell, null>;

/** A row with its number as a spreadsheet shows it: the first row of the file is 1. */
export interface SheetRow {
  number: number;
  cells: readonly Cell[];
}

const PLAIN = /^[\x21-\x7e]*$/;
const INVISIBLE = /[\u00AD\u200B-\u200D\u2060\uFEFF]/g;

/** Text in Unicode NFC, without invisible characters, with one space between words. */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.normalize('NFC').replace(INVISIBLE, '').replace(/\s+/g, ' ').trim();
}

/** The cell with its text cleaned; null where that leaves nothing. */
export function cleanCell(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const text = cleanText(cell);
  return text === '' ? null : text;
}

/** A cell as text, as people would write it. */
export function textOf(cell: Cell): string {
  if (cell === null) return '';
  return cell instanceof Date ? cell.toISOString().replace(/T00:00:00\.000Z$/, '') : String(cell);
}

/** Letters and digits alone, in small letters without marks, by which headers and words of a list are compared. */
export function foldWord(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/đ/g, 'd')
    .replace(/[^a-z0-9]/g, '');
}
