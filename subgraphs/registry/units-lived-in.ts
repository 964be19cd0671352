import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Sql } from '../../shared/rows/row-topic.ts';
import type { Day } from '../../shared/time/day.ts';
import {
  findHomeUnitIds,
  findUnitsBecome,
  findUnitsOnDays,
} from './queries/administrative-units.ts';
import type { Tables } from './tables.ts';
import { seenOn } from './unit-on-day.ts';
import type { UnitOnDay } from './unit-on-day.ts';

const LEVELS = [
  { path: 'residence', prefix: '' },
  { path: 'residence.parent', prefix: 'parent_' },
  { path: 'residence.parent.parent', prefix: 'grandparent_' },
] as const;

const FIELDS = {
  id: 'id',
  code: 'code',
  name: 'name',
  level: 'level',
  validFrom: 'valid_from',
  validTo: 'valid_to',
} as const;

type Field = keyof typeof FIELDS;

/** What is told of the unit a child lives in and of those above it, each with its column. */
const UNIT_FIELDS = LEVELS.flatMap(({ path, prefix }) =>
  Object.entries(FIELDS).map(([field, column]) => ({
    path: `${path}.${field}`,
    column: `${prefix}${column}`,
  })),
);

/** The unit a child lives in and those above it, as columns over `unit`. */
export const UNIT_COLUMNS: Readonly<Record<string, Sql>> = {
  ...Object.fromEntries(
    LEVELS.map(({ path, prefix }) => [path, sql`${sql.ref(`unit.${prefix}id`)} is not null`]),
  ),
  ...Object.fromEntries(UNIT_FIELDS.map(({ path, column }) => [path, sql.ref(`unit.${column}`)])),
};

function columnsOf(unit: UnitOnDay | undefined, prefix: string): [string, string | null][] {
  const fields = Object.keys(FIELDS).filter((name): name is Field => name in FIELDS);
  return fields.map((field) => [`${prefix}${FIELDS[field]}`, unit?.[field] ?? null]);
}

async function unitsAbove(
  db: Kysely<Tables>,
  units: Iterable<UnitOnDay | undefined>,
): Promise<(unit: UnitOnDay | undefined) => UnitOnDay | undefined> {
  const asked = [...units].flatMap((unit) =>
    unit?.parentCode ? [{ code: unit.parentCode, onDate: unit.onDate }] : [],
  );
  const distinct = [
    ...new Map(asked.map((each) => [`${each.code} ${each.onDate}`, each])).values(),
  ];
  const found = await findUnitsOnDays(db, distinct);
  const byPlace = new Map(found.map((unit) => [`${unit.code} ${unit.onDate}`, unit]));
  return (unit) => unit && byPlace.get(`${unit.parentCode ?? ''} ${unit.onDate}`);
}

/** What each unit that somebody's home was recorded in (`unit_id`) is on a day, with the units above it: a row a unit. */
async function readUnits(
  db: Kysely<Tables>,
  on: Day,
): Promise<Readonly<Record<string, string | null>>[]> {
  const asked = (await findHomeUnitIds(db)).map((unitId) => ({ unitId, onDate: on }));
  const become = await findUnitsBecome(db, asked);
  const homes = new Map(become.map(({ askedId, ...unit }) => [askedId, seenOn(unit, on)]));
  const parentOf = await unitsAbove(db, homes.values());
  const grandparentOf = await unitsAbove(db, [...homes.values()].map(parentOf));
  return [...homes].map(([unitId, home]) => {
    const chain = [home, parentOf(home), grandparentOf(parentOf(home))];
    const columns = LEVELS.flatMap(({ prefix }, place) => columnsOf(chain[place], prefix));
    return { unit_id: unitId, ...Object.fromEntries(columns) };
  });
}

/**
 * The relation `unit`: what each unit that somebody's home was recorded in (`unit_id`) is on a day, with the units above
 * it, as Child.residence answers them. They are few, so they come with the statement, in those columns that are asked for.
 */
export async function unitsLivedIn(
  db: Kysely<Tables>,
  on: Day,
  paths: readonly string[],
): Promise<Sql> {
  const ids = LEVELS.filter(({ path }) => paths.includes(path)).map(({ prefix }) => `${prefix}id`);
  const asked = UNIT_FIELDS.filter(({ path }) => paths.includes(path));
  const columns = [...new Set(['unit_id', ...ids, ...asked.map(({ column }) => column)])];
  const units = columns.length > 1 ? await readUnits(db, on) : [];
  const told = units.map((unit) => Object.fromEntries(columns.map((name) => [name, unit[name]])));
  const typed = columns.map((column) => sql`${sql.ref(column)} text`);
  return sql`json_to_recordset(${sql.lit(JSON.stringify(told))}::json) as unit (${sql.join(typed)})`;
}
