import { readAdministrativeUnits, readUnitSuccessors } from './read-units.ts';
import type { AdministrativeUnitRow, UnitLevel } from './read-units.ts';

// What the tests of this folder ask of the two files.

function groupBy<Row>(rows: Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row]);
  return groups;
}

/** Every unit version of units.csv. */
export const units = readAdministrativeUnits();

/** Every link of successors.csv. */
export const successors = readUnitSuccessors();

/** The versions of each code, earliest first. */
export const versionsByCode = groupBy(units, (unit) => unit.code);

const unitById = new Map(units.map((unit) => [unit.id, unit]));
const linksByUnit = groupBy(successors, (link) => link.unitId);

/** The first day in force, year 1 when it lies before the record. */
export const firstDay = (unit: AdministrativeUnitRow) => unit.validFrom ?? '0001-01-01';

/** The last day in force, year 9999 when there is none yet. */
export const lastDay = (unit: AdministrativeUnitRow) => unit.validTo ?? '9999-12-31';

/** Whether the unit is in force on the day. */
export function inForce(unit: AdministrativeUnitRow, on: string): boolean {
  return firstDay(unit) <= on && on <= lastDay(unit);
}

/** The unit that bears the code on the day. */
export function unitOn(code: string | null, on: string): AdministrativeUnitRow | undefined {
  return versionsByCode.get(code ?? '')?.find((unit) => inForce(unit, on));
}

/** Code of the province the unit lies in on the day. */
export function provinceOf(unit: AdministrativeUnitRow, on: string): string | undefined {
  if (unit.level === 'PROVINCE') return unit.code;
  const parent = unitOn(unit.parentCode, on);
  return parent && provinceOf(parent, on);
}

/** How many units of a level a province has on the day. */
export function countIn(province: string, level: UnitLevel, on: string): number {
  const ofLevel = units.filter((unit) => unit.level === level && inForce(unit, on));
  return ofLevel.filter((unit) => provinceOf(unit, on) === province).length;
}

/** The unit of an id; throws when units.csv has none. */
export function unitOf(id: string): AdministrativeUnitRow {
  const unit = unitById.get(id);
  if (unit === undefined) throw new Error(`units.csv has no unit ${id}`);
  return unit;
}

/** The links from a unit to what it became; empty when none is known. */
export const linksFrom = (unit: AdministrativeUnitRow) => linksByUnit.get(unit.id) ?? [];
