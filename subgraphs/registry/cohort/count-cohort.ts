import type { ChildSet } from '../../../shared/cohort/child-set.ts';
import { NO_GROUP } from '../../../shared/cohort/kept-judgement.ts';
import type { KeptGrouping } from '../../../shared/cohort/kept-judgement.ts';
import { Numbering } from '../../../shared/cohort/numbering.ts';
import type { Facts } from '../../../shared/cohort/facts.ts';
import { ageInYears } from '../../../shared/time/day.ts';
import type { Day } from '../../../shared/time/day.ts';
import { ADULT_AGE, children } from '../criteria.ts';
import { seenOn } from '../unit-on-day.ts';
import type { UnitOnDay } from '../unit-on-day.ts';
import type { AdministrativeUnitRow } from '../tables.ts';
import { homeUnits, homesOn } from './homes.ts';
import type { Scope } from './scope.ts';

const ethnicities = new Numbering();
const SEXES = ['MALE', 'FEMALE'] as const;

/** How many children of the set are in each group; those in none stand under NO_GROUP. */
function countByGroup<Row extends Facts>(set: ChildSet, grouping: KeptGrouping<Row>): Uint32Array {
  const counts = new Uint32Array(NO_GROUP + 1);
  set.forEach((childNo) => {
    const group = grouping.of(childNo);
    counts[group] = (counts[group] ?? 0) + 1;
  });
  return counts;
}

/** A group of a cohort and how many are in it. */
export interface GroupCount<Group> {
  group: Group;
  count: number;
}

/** Boys and girls; both are always there. */
export function countBySex(set: ChildSet, database: object): GroupCount<'MALE' | 'FEMALE'>[] {
  const grouping = children
    .keeperIn(database)
    .groupingOf('sex', ([child]) => (child?.sex === 'FEMALE' ? 1 : 0));
  const counts = countByGroup(set, grouping);
  return SEXES.map((group, index) => ({ group, count: counts[index] ?? 0 }));
}

/** Each year of age on the day, from 0 to 15. */
export function countByAge(set: ChildSet, asOf: Day, database: object): GroupCount<number>[] {
  const grouping = children
    .keeperIn(database)
    .groupingOf(`age ${asOf}`, ([child]) => ageInGroup(child?.dateOfBirth, asOf));
  const counts = countByGroup(set, grouping);
  return Array.from({ length: ADULT_AGE }, (_, group) => ({ group, count: counts[group] ?? 0 }));
}

function ageInGroup(dateOfBirth: Day | undefined, asOf: Day): number {
  const age = dateOfBirth === undefined ? -1 : ageInYears(dateOfBirth, asOf);
  return age < 0 ? NO_GROUP : age;
}

/** Each ethnic group that someone in the set belongs to, by name; null for those of whom it is not known. */
export function countByEthnicity(set: ChildSet, database: object): GroupCount<string | null>[] {
  const grouping = children
    .keeperIn(database)
    .groupingOf('ethnicity', ([child]) =>
      typeof child?.ethnicity === 'string' ? ethnicities.numberOf(child.ethnicity) : NO_GROUP,
    );
  const counts = countByGroup(set, grouping);
  const known = ethnicities.texts().map((group, number) => ({ group, count: counts[number] ?? 0 }));
  return [
    ...known
      .filter(({ count }) => count > 0)
      .sort((one, other) => one.group.localeCompare(other.group, 'vi')),
    ...unknownGroup(counts[NO_GROUP] ?? 0),
  ];
}

/** The row of those whose group is not known; none where there is nobody. */
function unknownGroup(count: number): GroupCount<null>[] {
  return count > 0 ? [{ group: null, count }] : [];
}

/** Counts the set by the version of the unit that each child lives in on the day. */
function countByHome(set: ChildSet, asOf: Day, database: object): [string, number][] {
  const counts = countByGroup(set, homesOn(asOf, database));
  return homeUnits.texts().map((id, number): [string, number] => [id, counts[number] ?? 0]);
}

/**
 * Every unit of a level within the scope, by code; last, under null, those who live in a unit that was divided among
 * several of that level, if there are any.
 */
export function countByUnit(
  set: ChildSet,
  { scope, level, asOf }: { scope: Scope; level: AdministrativeUnitRow['level']; asOf: Day },
  database: object,
): GroupCount<UnitOnDay | null>[] {
  const { places, holds } = scope;
  const counts = new Map<string | null, number>();
  for (const [home, count] of countByHome(set, asOf, database)) {
    if (count === 0) continue;
    const unitId = places.unitAbove(home, level);
    counts.set(unitId, (counts.get(unitId) ?? 0) + count);
  }
  const within = places.unitsOf(level).filter(({ id }) => holds(id));
  const known = new Set(within.map(({ id }) => id));
  const rest = [...counts].filter(([id]) => id === null || !known.has(id));
  const unplaced = rest.reduce((sum, [, count]) => sum + count, 0);
  return [
    ...within.map((unit) => ({ group: seenOn(unit, asOf), count: counts.get(unit.id) ?? 0 })),
    ...unknownGroup(unplaced),
  ];
}
