import { readFileSync } from 'node:fs';
import type { GrowthMeasurement } from './assess-growth.ts';
import type { Sex } from './reference.ts';

export type TableName =
  'weight-for-age' | 'height-for-age' | 'weight-for-length' | 'weight-for-height';

/** Key, then L, M, S. */
export type Row = readonly [key: number, l: number, m: number, s: number];

/** The rows of one sex, straight from the file. */
export function referenceRows(name: TableName, sex: Sex): Row[] {
  const text = readFileSync(new URL(`./reference/${name}.csv`, import.meta.url), 'utf8');
  const [head = '', ...lines] = text.trim().split(/\n/);
  const names = head.split(',');
  const field = (line: string, column: string) => Number(line.split(',')[names.indexOf(column)]);
  const prefix = sex.toLowerCase();
  return lines.map((line) => [
    Number(line.split(',')[0]),
    field(line, `${prefix}_l`),
    field(line, `${prefix}_m`),
    field(line, `${prefix}_s`),
  ]);
}

const names = [
  'weight-for-age',
  'height-for-age',
  'weight-for-length',
  'weight-for-height',
] as const;
const byKey = new Map(
  names.flatMap((name) =>
    (['MALE', 'FEMALE'] as const).flatMap((sex) =>
      referenceRows(name, sex).map((row) => [`${name} ${sex} ${row[0]}`, row] as const),
    ),
  ),
);

function rowAt(name: TableName, sex: Sex, key: number): Row | undefined {
  return byKey.get(`${name} ${sex} ${key}`);
}

/** The measure that stands at `sd` standard deviations in a row. */
export function sdLine([, l, m, s]: Row, sd: number): number {
  return m * Math.pow(1 + l * s * sd, 1 / l);
}

/** Finds by halving, and not by the formula, how many SD lines lie below the measure; even steps beyond 3. */
function countSd(row: Row, measure: number): number {
  const outer = sdLine(row, 3);
  if (measure >= outer) return 3 + (measure - outer) / (outer - sdLine(row, 2));
  const inner = sdLine(row, -3);
  if (measure <= inner) return -3 - (inner - measure) / (sdLine(row, -2) - inner);
  let [low, high] = [-3, 3];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (sdLine(row, middle) < measure) low = middle;
    else high = middle;
  }
  return low;
}

/** Length or height in whole tenths of a millimetre, as WHO wants it at this age. */
function toAge({ ageDays, position }: GrowthMeasurement, tenths: number): number {
  const isStanding = position === 'HEIGHT' && ageDays > 273;
  const isLying = position === 'LENGTH';
  if (ageDays <= 730) return isStanding ? tenths + 70 : tenths;
  return isLying ? tenths - 70 : tenths;
}

function rowBetween(name: TableName, sex: Sex, tenths: number): Row | undefined {
  const lower = rowAt(name, sex, Math.floor(tenths / 10));
  const upper = rowAt(name, sex, Math.ceil(tenths / 10));
  if (lower === undefined || upper === undefined) return undefined;
  const weight = (tenths % 10) / 10;
  const mean = (a: number, b: number) => a * (1 - weight) + b * weight;
  return [
    tenths / 10,
    mean(lower[1], upper[1]),
    mean(lower[2], upper[2]),
    mean(lower[3], upper[3]),
  ];
}

export interface ModelScores {
  weightForAge: number | null;
  heightForAge: number | null;
  weightForHeight: number | null;
}

/**
 * A second, slow way to the unrounded and unflagged z-scores of a valid measurement, whose length or height is
 * given in whole tenths of a millimetre: exact arithmetic where the real one has rounding noise.
 */
export function modelScores(taken: GrowthMeasurement, tenths: number): ModelScores {
  const { sex, ageDays } = taken;
  const kg = taken.hasOedema ? null : taken.weightKg;
  const size = toAge(taken, tenths);
  const weightRow = rowAt('weight-for-age', sex, ageDays);
  const heightRow = rowAt('height-for-age', sex, ageDays);
  const sizeTable = ageDays <= 730 ? 'weight-for-length' : 'weight-for-height';
  const sizeRow = rowBetween(sizeTable, sex, size);
  return {
    weightForAge: kg === null || !weightRow ? null : countSd(weightRow, kg),
    heightForAge: heightRow ? (size / 100 - heightRow[2]) / (heightRow[2] * heightRow[3]) : null,
    weightForHeight: kg === null || !sizeRow ? null : countSd(sizeRow, kg),
  };
}
