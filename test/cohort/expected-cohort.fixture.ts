import type { TriedCriterion } from './tried-criterion.fixture.ts';
import { livesIn } from './reference.fixture.ts';
import type { Reference, Resident } from './reference.fixture.ts';

/** What is done to a cohort. */
export type Step = TriedCriterion | 'complement';

/** How many residents there are by a key. */
export function counted<Key>(
  residents: readonly Resident[],
  keyOf: (child: Resident) => Key,
): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const child of residents) counts.set(keyOf(child), (counts.get(keyOf(child)) ?? 0) + 1);
  return counts;
}

/** The residents left after every step, as SQL finds them. */
export async function narrowed(
  reference: Reference,
  opened: readonly Resident[],
  steps: readonly Step[],
  asOf: string,
) {
  let left = [...opened];
  for (const step of steps) {
    const inside = new Set(left.map(({ childNo }) => childNo));
    if (step === 'complement') left = opened.filter(({ childNo }) => !inside.has(childNo));
    else {
      const meets = await reference.childrenWhere(step.department, step.sql, [
        asOf,
        ...step.values,
      ]);
      left = left.filter(({ childNo }) => meets.has(childNo) !== step.not);
    }
  }
  return left;
}

/** Every unit of a level within the scope, with what SQL counts in it; last those in no single one. */
export async function unitRows(
  reference: Reference,
  level: string,
  asOf: string,
  isInScope: (unitId: string, parents: readonly string[]) => boolean,
  left: readonly Resident[],
) {
  const units = await reference.run<{ id: string; code: string; parents: string[] }>(
    'registry',
    `select unit.id, unit.code, array[unit.code, above.code, coalesce(above.parent_code, '')] as parents
     from administrative_unit unit
     join administrative_unit above on above.code = unit.parent_code
       and $2 between coalesce(above.valid_from, '-infinity') and coalesce(above.valid_to, 'infinity')
     where unit.level = $1 and $2 between coalesce(unit.valid_from, '-infinity') and coalesce(unit.valid_to, 'infinity')
     order by unit.code`,
    [level, asOf],
  );
  const rows = units
    .filter(({ id, parents }) => isInScope(id, parents))
    .map(({ code }) => ({
      unit: { code },
      count: left.filter((child) => livesIn(child, code)).length,
    }));
  const placed = rows.reduce((sum, { count }) => sum + count, 0);
  return placed < left.length ? [...rows, { unit: null, count: left.length - placed }] : rows;
}

/** Whether a unit of today lies in one of some units. */
export async function isWithin(
  reference: Reference,
  unit: string,
  units: readonly string[],
): Promise<boolean> {
  const rows = await reference.run<{ code: string }>(
    'registry',
    `with recursive above as (
       select code, parent_code from administrative_unit where code = $1 and valid_to is null or code = $1 and valid_to >= '2022-12-31'
       union select unit.code, unit.parent_code from administrative_unit unit join above on above.parent_code = unit.code)
     select code from above`,
    [unit],
  );
  return rows.some(({ code }) => units.includes(code));
}
