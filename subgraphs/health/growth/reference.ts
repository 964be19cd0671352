import { readFileSync } from 'node:fs';

export type Sex = 'MALE' | 'FEMALE';

/** One point of a WHO standard: L the Box-Cox power, M the median (kg or cm), S the coefficient of variation. */
export interface Lms {
  readonly l: number;
  readonly m: number;
  readonly s: number;
}

/** The L, M and S columns of one sex; place 0 belongs to `firstKey`, the next place to the next key. */
export interface LmsTable {
  /** In days of age, or in millimetres of length or height. */
  readonly firstKey: number;
  readonly l: Float64Array;
  readonly m: Float64Array;
  readonly s: Float64Array;
}

export type LmsTables = Readonly<Record<Sex, LmsTable>>;

function readCells(file: string): string[][] {
  const text = readFileSync(new URL(`./reference/${file}`, import.meta.url), 'utf8');
  const [, ...lines] = text.trimEnd().split('\n');
  return lines.map((line) => line.split(','));
}

function readColumn(cells: readonly string[][], place: number): Float64Array {
  const column = new Float64Array(cells.length);
  cells.forEach((row, key) => {
    column[key] = Number(row[place]);
  });
  return column;
}

function readTables(file: string): LmsTables {
  const cells = readCells(file);
  const firstKey = Number(cells[0]?.[0]);
  const column = (place: number) => readColumn(cells, place);
  return {
    MALE: { firstKey, l: column(1), m: column(2), s: column(3) },
    FEMALE: { firstKey, l: column(4), m: column(5), s: column(6) },
  };
}

/**
 * The four tables of the WHO Child Growth Standards (2006), read once when this module is loaded.
 * The two for-age tables go by day, the other two by millimetre. See `reference/README.md`.
 */
export const whoStandards = {
  weightForAge: readTables('weight-for-age.csv'),
  heightForAge: readTables('height-for-age.csv'),
  weightForLength: readTables('weight-for-length.csv'),
  weightForHeight: readTables('weight-for-height.csv'),
};

/** The row of a table at a whole key (day or millimetre), or null where the table has none. */
export function lmsAt(table: LmsTable, key: number): Lms | null {
  const place = key - table.firstKey;
  const l = table.l[place];
  const m = table.m[place];
  const s = table.s[place];
  return l === undefined || m === undefined || s === undefined ? null : { l, m, s };
}

/**
 * L, M and S at a length or height in cm, on the straight line between the two nearest rows of a table by
 * millimetre, as WHO does for measures finer than 0.1 cm. Null outside the table.
 */
export function lmsBetween(table: LmsTable, cm: number): Lms | null {
  const millimetres = Math.trunc(cm * 10);
  const share = (cm - millimetres / 10) / 0.1;
  const lower = lmsAt(table, millimetres);
  if (lower === null || share <= 0) return lower;
  const upper = lmsAt(table, millimetres + 1);
  return upper === null ? null : mix(lower, upper, share);
}

function mix(lower: Lms, upper: Lms, share: number): Lms {
  return {
    l: lower.l + share * (upper.l - lower.l),
    m: lower.m + share * (upper.m - lower.m),
    s: lower.s + share * (upper.s - lower.s),
  };
}
