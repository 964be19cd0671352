import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { CircumstanceGroup, IdentifierSystemRow } from '../tables.ts';

const text = z.string().min(1);

const groupRow = z.strictObject({
  code: z.enum([
    'ORPHAN_BOTH_PARENTS',
    'ABANDONED',
    'NO_SUPPORT',
    'DISABLED',
    'HIV_AIDS',
    'LAW_VIOLATION',
    'DRUG_ADDICTED',
    'DROPPED_OUT_TO_WORK',
    'SEVERE_HARM_BY_VIOLENCE',
    'EXPLOITED',
    'SEXUALLY_ABUSED',
    'TRAFFICKED',
    'SERIOUS_ILLNESS_POOR',
    'MIGRANT_REFUGEE',
  ]),
  law_point: text,
  name_vi: text,
  name_en: text,
});

const systemRow = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z_]*$/),
  name: text,
  name_vi: text,
  owner: text,
  pattern: text,
  pattern_in_words: text,
  pattern_in_words_vi: text,
});

function readList<Row extends z.ZodType>(file: string, row: Row): z.infer<Row>[] {
  const csv = readFileSync(path.join(import.meta.dirname, file), 'utf8');
  return z.array(row).parse(parse(csv, { columns: true }));
}

/** The 14 groups of the Law on Children 2016, article 10, clause 1, in the order of the law. */
export function readCircumstanceGroups(): CircumstanceGroup[] {
  return readList('special-circumstance-groups.csv', groupRow).map((row) => ({
    code: row.code,
    lawPoint: row.law_point,
    nameVi: row.name_vi,
    nameEn: row.name_en,
  }));
}

/** The identifier systems the register knows. */
export function readIdentifierSystems(): IdentifierSystemRow[] {
  return readList('identifier-systems.csv', systemRow).map((row) => ({
    code: row.code,
    name: row.name,
    nameVi: row.name_vi,
    owner: row.owner,
    pattern: row.pattern,
    patternInWords: row.pattern_in_words,
    patternInWordsVi: row.pattern_in_words_vi,
  }));
}
