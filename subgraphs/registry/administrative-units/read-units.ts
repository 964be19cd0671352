import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Day } from '../../../shared/time/day.ts';

/** Province, district or commune; there has been no district since 2025-07-01. */
export type UnitLevel = 'PROVINCE' | 'DISTRICT' | 'COMMUNE';

/** FULL: the whole unit went on in the successor. PARTIAL: only a part of it did. */
export type SuccessionExtent = 'FULL' | 'PARTIAL';

/** One version of an administrative unit: a code under one name and one parent. */
export interface AdministrativeUnitRow {
  /** The code and the first day, `10507@2025-07-01`; `10507@start` when validFrom is null. */
  id: string;
  /** Code of the General Statistics Office: 2 digits province, 3 district, 5 commune. */
  code: string;
  /** Name with its kind in front, as published: `Phường Cẩm Thượng`. */
  name: string;
  level: UnitLevel;
  /** Code of the unit above, to be looked up on a day; null for a province. */
  parentCode: string | null;
  /** First day in force; null when it lies before the record begins (2019-10-17). */
  validFrom: Day | null;
  /** Last day in force, inclusive; null while the unit is in force. */
  validTo: Day | null;
}

/** What became of one unit version: a unit split between three others has three rows. */
export interface UnitSuccessorRow {
  unitId: string;
  successorId: string;
  extent: SuccessionExtent;
  /** Number of the resolution that ordered it, `1669/NQ-UBTVQH15`; null when not known. */
  resolution: string | null;
}

const empty = z.literal('').transform(() => null);
const day = z.union([empty, z.iso.date()]);
const unitId = z.string().regex(/^\d{2,5}@(start|\d{4}-\d{2}-\d{2})$/);

const unitRow = z.strictObject({
  id: unitId,
  code: z.string().regex(/^(\d{2}|\d{3}|\d{5})$/),
  name: z.string().min(1),
  level: z.enum(['PROVINCE', 'DISTRICT', 'COMMUNE']),
  parent_code: z.union([empty, z.string().regex(/^\d{2,3}$/)]),
  valid_from: day,
  valid_to: day,
});

const successorRow = z.strictObject({
  unit_id: unitId,
  successor_id: unitId,
  extent: z.enum(['FULL', 'PARTIAL']),
  resolution: z.union([empty, z.string().min(1)]),
});

function readRows<Row extends z.ZodType>(file: string, row: Row): z.infer<Row>[] {
  const text = readFileSync(path.join(import.meta.dirname, file), 'utf8');
  return z.array(row).parse(parse(text, { columns: true }));
}

/**
 * Every version of every administrative unit on record, in the order of the file: provinces,
 * districts, communes, each by code and then by first day. The sources are in this folder's README.
 *
 * @throws ZodError when a row of units.csv is malformed.
 */
export function readAdministrativeUnits(): AdministrativeUnitRow[] {
  return readRows('units.csv', unitRow).map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    level: row.level,
    parentCode: row.parent_code,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

/**
 * Which unit version took over from which, by id. A version that ended and has no row here has a
 * successor that is not known, or, for a district, none.
 *
 * @throws ZodError when a row of successors.csv is malformed.
 */
export function readUnitSuccessors(): UnitSuccessorRow[] {
  return readRows('successors.csv', successorRow).map((row) => ({
    unitId: row.unit_id,
    successorId: row.successor_id,
    extent: row.extent,
    resolution: row.resolution,
  }));
}
