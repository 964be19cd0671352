import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import { anyOf } from '../../../shared/database/any-of.ts';
import type { Day } from '../../../shared/time/day.ts';
import type { AdministrativeUnitRow, Tables } from '../tables.ts';

/** Whether the unit under that alias is in force on a day. */
function inForce(unit: string, day: RawBuilder<unknown>): RawBuilder<boolean> {
  const validFrom = sql.ref(`${unit}.validFrom`);
  const validTo = sql.ref(`${unit}.validTo`);
  return sql`(${validFrom} is null or ${validFrom} <= ${day}) and (${validTo} is null or ${validTo} >= ${day})`;
}

/** Versions of units by their ids. */
export function findUnits(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<AdministrativeUnitRow[]> {
  return db.selectFrom('administrativeUnit').selectAll().where('id', '=', anyOf(ids)).execute();
}

/** The versions of units that some stay was recorded in. */
export async function findHomeUnitIds(db: Kysely<Tables>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from administrative_unit unit where exists (select from residence where unit_id = unit.id)
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** What codes meant, each on a day; the day asked for comes back as onDate. */
export async function findUnitsOnDays(
  db: Kysely<Tables>,
  asked: readonly { code: string; onDate: Day }[],
): Promise<(AdministrativeUnitRow & { onDate: Day })[]> {
  const codes = asked.map(({ code }) => code);
  const days = asked.map(({ onDate }) => onDate);
  const { rows } = await sql<AdministrativeUnitRow & { onDate: Day }>`
    select unit.*, asked.on_date
    from unnest(${codes}::text[], ${days}::date[]) as asked (code, on_date)
    join administrative_unit unit on unit.code = asked.code and ${inForce('unit', sql`asked.on_date`)}
  `.execute(db);
  return rows;
}

/** All versions of the units that bear or bore the codes, earliest first. */
export function findVersions(
  db: Kysely<Tables>,
  codes: readonly string[],
): Promise<AdministrativeUnitRow[]> {
  return db
    .selectFrom('administrativeUnit')
    .selectAll()
    .where('code', '=', anyOf(codes))
    .orderBy('validFrom', (order) => order.asc().nullsFirst())
    .execute();
}

/** What the units became, by code; `unitId` is the unit before. */
export function findSuccessors(
  db: Kysely<Tables>,
  unitIds: readonly string[],
): Promise<(AdministrativeUnitRow & { unitId: string })[]> {
  return db
    .selectFrom('unitSuccessor')
    .innerJoin('administrativeUnit', 'administrativeUnit.id', 'unitSuccessor.successorId')
    .selectAll('administrativeUnit')
    .select('unitSuccessor.unitId')
    .where('unitSuccessor.unitId', '=', anyOf(unitIds))
    .orderBy('administrativeUnit.code')
    .execute();
}

/**
 * What units had become by a day: each is followed through successors that took it over whole and alone,
 * no further than that day. A unit that was split, or whose successor is not on record, stays itself.
 */
export async function findUnitsBecome(
  db: Kysely<Tables>,
  asked: readonly { unitId: string; onDate: Day }[],
): Promise<(AdministrativeUnitRow & { askedId: string; onDate: Day })[]> {
  const ids = asked.map(({ unitId }) => unitId);
  const days = asked.map(({ onDate }) => onDate);
  const { rows } = await sql<AdministrativeUnitRow & { askedId: string; onDate: Day }>`
    with recursive become (asked_id, on_date, id, steps) as (
      select unit_id, on_date, unit_id, 0 from unnest(${ids}::text[], ${days}::date[]) as asked (unit_id, on_date)
      union all
      select become.asked_id, become.on_date, link.successor_id, become.steps + 1
      from become
      join administrative_unit unit on unit.id = become.id and unit.valid_to < become.on_date
      join unit_successor link on link.unit_id = unit.id and link.extent = 'FULL'
      where not exists (
        select from unit_successor other where other.unit_id = unit.id and other.successor_id <> link.successor_id
      )
    )
    select distinct on (asked_id, on_date) unit.*, become.asked_id, become.on_date
    from become join administrative_unit unit on unit.id = become.id
    order by asked_id, on_date, steps desc
  `.execute(db);
  return rows;
}

/**
 * The codes that units bear now for whoever answered for `codes` at any time: a code in force stays itself, one that
 * is over is followed through the units that took it over whole.
 */
export async function findCodesNow(
  db: Kysely<Tables>,
  codes: readonly string[],
  today: Day,
): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    with recursive last (id, code, valid_to) as (
      select distinct on (code) id, code, valid_to from administrative_unit unit
      where code = any(${codes}) and (valid_from is null or valid_from <= ${today}::date)
      order by code, valid_from desc nulls last
    ),
    become (id, code, valid_to) as (
      select id, code, valid_to from last
      union
      select unit.id, unit.code, unit.valid_to from become
      join unit_successor link on link.unit_id = become.id and link.extent = 'FULL'
      join administrative_unit unit on unit.id = link.successor_id
      where become.valid_to < ${today}::date
    )
    select distinct code from become where valid_to is null or valid_to >= ${today}::date
  `.execute(db);
  return rows.map(({ code }) => code);
}

/** As common tables of a recursive query: `outcome`, the units that every version (`origin_id`) has become by a day. */
function outcomesOn(on: Day): RawBuilder<unknown> {
  return sql`
    next (unit_id, next_id) as (
      select unit_id, successor_id from unit_successor
      union all
      select unit.id, parent.id from administrative_unit unit
      join administrative_unit parent on parent.code = unit.parent_code and ${inForce('parent', sql`unit.valid_to`)}
      where not exists (select from unit_successor link where link.unit_id = unit.id)
    ),
    fate (origin_id, id) as (
      select id, id from administrative_unit
      union
      select fate.origin_id, next.next_id from fate
      join administrative_unit unit on unit.id = fate.id and unit.valid_to < ${on}::date
      join next on next.unit_id = unit.id
    ),
    outcome as (
      select fate.origin_id, fate.id from fate
      join administrative_unit unit on unit.id = fate.id
      where unit.valid_to is null or unit.valid_to >= ${on}::date
         or not exists (select from next where next.unit_id = unit.id)
    )
  `;
}

/**
 * Every version, of any time, whose territory lies on the day wholly in the units that then bear the codes: these and
 * what is below them, and what became these and nothing else. A unit that is over and whose successor is not on record
 * lies where the unit above it lies. Empty when no unit bears a code.
 */
export async function findVersionsWithin(
  db: Kysely<Tables>,
  codes: readonly string[],
  on: Day,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive below as (
      select id, code from administrative_unit unit where code = any(${codes}) and ${inForce('unit', sql`${on}::date`)}
      union
      select unit.id, unit.code from administrative_unit unit
      join below on unit.parent_code = below.code and ${inForce('unit', sql`${on}::date`)}
    ),
    ${outcomesOn(on)}
    select origin_id as id from outcome
    group by origin_id having bool_and(id in (select id from below))
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** The units of a day that a version of a unit, of any time, lies in wholly; null where it lies in none, or in several. */
export interface UnitPlace {
  id: string;
  provinceId: string | null;
  districtId: string | null;
  communeId: string | null;
}

/**
 * Where every version lies on a day, by the same rules as `findVersionsWithin`. One that begins later, in which a stay
 * was recorded all the same, is no unit of that day, but lies in those above it.
 */
export async function findPlaces(db: Kysely<Tables>, on: Day): Promise<UnitPlace[]> {
  const { rows } = await sql<UnitPlace>`
    with recursive standing as materialized (
      select id, code, level, parent_code from administrative_unit unit where ${inForce('unit', sql`${on}::date`)}
    ),
    place as materialized (
      select unit.id,
        case 'PROVINCE' when own.level then own.id when above.level then above.id when top.level then top.id end as province_id,
        case 'DISTRICT' when own.level then own.id when above.level then above.id end as district_id,
        case 'COMMUNE' when own.level then own.id end as commune_id
      from administrative_unit unit
      left join standing own on own.id = unit.id
      left join standing above on above.code = unit.parent_code
      left join standing top on top.code = above.parent_code
      where unit.valid_to is null or unit.valid_to >= ${on}::date
    ),
    ${outcomesOn(on)}
    select origin_id as id,
      case when count(distinct province_id) = 1 and count(province_id) = count(*) then min(province_id) end as province_id,
      case when count(distinct district_id) = 1 and count(district_id) = count(*) then min(district_id) end as district_id,
      case when count(distinct commune_id) = 1 and count(commune_id) = count(*) then min(commune_id) end as commune_id
    from outcome left join place on place.id = outcome.id
    group by origin_id
  `.execute(db);
  return rows;
}

/** The units of a level in force on a day, by code. */
export async function findStandingUnits(
  db: Kysely<Tables>,
  level: AdministrativeUnitRow['level'],
  on: Day,
): Promise<AdministrativeUnitRow[]> {
  const { rows } = await sql<AdministrativeUnitRow>`
    select * from administrative_unit unit
    where level = ${level} and ${inForce('unit', sql`${on}::date`)} order by code
  `.execute(db);
  return rows;
}
