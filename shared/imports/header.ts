import { cleanText, foldWord, textOf } from './cell.ts';
import type { Cell, SheetRow } from './cell.ts';
import type { Column } from './column.ts';
import { ImportRefused } from './import-refused.ts';

/** Titles and letterheads may stand above the header. */
export const ROWS_BEFORE_DATA = 20;

/** Which cell of a row belongs to which column. */
export interface Header {
  rowNumber: number;
  /** Cells in a row of the header. */
  width: number;
  /** By the column's name in the code: the place of its cell. */
  places: ReadonlyMap<string, number>;
  /** By the column's name in the code: what the file calls it. */
  titles: ReadonlyMap<string, string>;
  /** Headers that belong to no column. */
  unknown: readonly string[];
}

function columnCalled(columns: readonly Column[], title: string): string | null {
  const word = foldWord(title);
  if (word === '') return null;
  const isCalled = ({ name, vi, en }: Column) =>
    [name, ...vi, ...en].some((called) => foldWord(called) === word);
  return columns.find(isCalled)?.name ?? null;
}

/** A title in two languages has a stroke between spaces, or a new line, between them. */
function nameOf(columns: readonly Column[], cell: Cell): string | null {
  const title = textOf(cell);
  for (const part of [title, ...title.split(/\s\/\s|\n/)]) {
    const name = columnCalled(columns, part);
    if (name !== null) return name;
  }
  return null;
}

function lastFilled(cells: readonly Cell[]): number {
  return cells.findLastIndex((cell) => textOf(cell).trim() !== '') + 1;
}

function refuseTwice(column: Column | undefined): ImportRefused {
  const { vi: [vi] = [''], en: [en] = [''] } = column ?? {};
  return new ImportRefused('HEADER_TWICE', {
    vi: `Cột «${vi}» có hai lần trong tệp: hãy bỏ một cột.`,
    en: `The column "${en}" is in the file twice: take one out.`,
  });
}

function readHeader(columns: readonly Column[], { number, cells }: SheetRow): Header {
  const places = new Map<string, number>();
  const titles = new Map<string, string>();
  const unknown: string[] = [];
  cells.forEach((cell, place) => {
    const title = cleanText(textOf(cell));
    const name = nameOf(columns, cell);
    if (name !== null && places.has(name))
      throw refuseTwice(columns.find((column) => column.name === name));
    if (name === null) {
      if (title !== '') unknown.push(title);
      return;
    }
    places.set(name, place);
    titles.set(name, title);
  });
  return { rowNumber: number, width: lastFilled(cells), places, titles, unknown };
}

/** How many columns of the kind the row names. */
function recognised(columns: readonly Column[], { cells }: SheetRow): number {
  return new Set(cells.map((cell) => nameOf(columns, cell)).filter((name) => name !== null)).size;
}

/** How much of a header the best of these rows is. */
export function worthAsHeader(columns: readonly Column[], rows: readonly SheetRow[]): number {
  return Math.max(0, ...rows.map((row) => recognised(columns, row)));
}

/** Whether one of these rows names every column that a file of the kind must have. */
export function hasHeader(columns: readonly Column[], rows: readonly SheetRow[]): boolean {
  const required = columns.filter(({ isRequired }) => isRequired);
  return rows.some((row) => recognised(required, row) === required.length);
}

function refuseMissing(columns: readonly Column[], { places }: Header): ImportRefused {
  const missing = columns.filter(({ name, isRequired }) => isRequired && !places.has(name));
  return new ImportRefused('HEADER_MISSING', {
    vi: `Tệp thiếu cột ${missing.map(({ vi }) => `«${vi[0]}»`).join(', ')}: hãy thêm tiêu đề cột vào dòng đầu của tệp.`,
    en: `The file lacks the column ${missing.map(({ en }) => `"${en[0]}"`).join(', ')}: add it to the header, the first row of the file.`,
  });
}

/** Finds the header among the first rows: the one that names most columns. Throws ImportRefused where one is missing. */
export function findHeader(columns: readonly Column[], rows: readonly SheetRow[]): Header {
  const worths = rows.map((row) => recognised(columns, row));
  const best = rows[worths.indexOf(Math.max(0, ...worths))];
  const header = readHeader(columns, best ?? { number: 1, cells: [] });
  const isWhole = columns.every(({ name, isRequired }) => !isRequired || header.places.has(name));
  if (!isWhole) throw refuseMissing(columns, header);
  return header;
}
