import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { weighted } from './weighted.ts';

/** MALE or FEMALE, as everywhere in the graph. */
export type Sex = 'MALE' | 'FEMALE';

function readFigures<Row extends z.ZodType>(file: string, row: Row): z.infer<Row>[] {
  const text = readFileSync(path.join(import.meta.dirname, 'figures', file), 'utf8');
  return z.array(row).parse(parse(text, { columns: true }));
}

const weight = z.coerce.number().nonnegative();
const bySexRow = z.object({ name: z.string(), male: weight, female: weight });

function bySex(
  file: string,
): Record<Sex, (random: Parameters<ReturnType<typeof weighted>>[0]) => string> {
  const rows = readFigures(file, bySexRow);
  return {
    MALE: weighted(rows.map((row) => [row.name, row.male])),
    FEMALE: weighted(rows.map((row) => [row.name, row.female])),
  };
}

const childrenNames = readFigures(
  'children-names.csv',
  z.object({ sex: z.enum(['MALE', 'FEMALE']), name: z.string(), weight }),
);

function childrenNamesOf(sex: Sex) {
  return weighted(
    childrenNames.filter((row) => row.sex === sex).map((row) => [row.name, row.weight]),
  );
}

const familyRows = readFigures('family-names.csv', z.object({ name: z.string(), weight }));
const communeRows = readFigures(
  'communes.csv',
  z.object({ code: z.string(), district: z.string(), weight }),
);

/** What the province's people are drawn from; sources in this folder's README. */
export const figures = {
  familyName: weighted(familyRows.map((row) => [row.name, row.weight])),
  middleName: bySex('middle-names.csv'),
  givenName: bySex('given-names.csv'),
  /** Middle and given name of a child born since 2005, in one text. */
  childName: { MALE: childrenNamesOf('MALE'), FEMALE: childrenNamesOf('FEMALE') },
  commune: weighted(communeRows.map((row) => [row, row.weight])),
  communes: communeRows,
};
