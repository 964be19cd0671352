import { suppress } from '../../shared/suppression/suppress.ts';
import type { ShownColumns, Within } from '../../shared/suppression/count-table.ts';
import { COHORT_STEP } from '../indicators/indicator.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { Counted, IndicatorCount, UnitCount } from './count-indicator.ts';

/** An indicator that was counted. */
type Answered = IndicatorCount & { counted: Counted };

/** The unit of the report itself, as a row. */
const WHOLE = '';

/** The rows of all indicators: the report's unit, its districts, their communes. */
function rowsOf(answered: readonly Answered[]): UnitCount[] {
  const units = answered.flatMap(({ counted }) => counted.units);
  const rows = [...new Map(units.map((unit) => [unit.id, unit])).values()];
  return [
    ...rows.filter(({ level }) => level === 'DISTRICT'),
    ...rows.filter(({ level }) => level !== 'DISTRICT'),
  ];
}

function parentsOf(rows: readonly UnitCount[]): (number | null)[] {
  const districts = new Map(
    rows.flatMap(({ code, level }, place) => (level === 'DISTRICT' ? [[code, place + 1]] : [])),
  );
  return [
    null,
    ...rows.map(({ level, parentCode }) =>
      level === 'DISTRICT' ? 0 : (districts.get(parentCode ?? '') ?? 0),
    ),
  ];
}

type Side = 'numerator' | 'denominator';

function cohortOf(indicator: Indicator, side: Side): string | null {
  return side === 'numerator' ? indicator.numeratorCohort : indicator.denominatorCohort;
}

/** Each cohort once, however many indicators count it. */
function columnsOf(
  answered: readonly Answered[],
  rows: readonly UnitCount[],
): Map<string, number[]> {
  const columns = new Map<string, number[]>();
  for (const { indicator, counted } of answered)
    for (const side of ['numerator', 'denominator'] as const) {
      const cohort = cohortOf(indicator, side);
      if (cohort === null) continue;
      const byId = new Map(counted.units.map((unit) => [unit.id, unit[side] ?? 0]));
      columns.set(cohort, [counted[side] ?? 0, ...rows.map(({ id }) => byId.get(id) ?? 0)]);
    }
  return columns;
}

/** Within by how they are asked: what is narrowed lies within what it was narrowed from. A complement does not. */
function narrowed(cohorts: readonly string[]): Within[] {
  return cohorts.flatMap((part) =>
    cohorts
      .filter((whole) => part.startsWith(whole + COHORT_STEP))
      .filter((whole) => !part.slice(whole.length).includes(`${COHORT_STEP}complement`))
      .map((whole) => ({ part, whole })),
  );
}

/** Within by what they mean, as their headers state. */
function stated(answered: readonly Answered[]): Within[] {
  const byId = new Map(answered.map(({ indicator }) => [indicator.id, indicator]));
  const pair = (part: string | null, whole: string | null | undefined): Within[] =>
    part && whole && part !== whole ? [{ part, whole }] : [];
  return answered.flatMap(({ indicator }) => {
    const around = byId.get(indicator.within ?? '');
    const above = byId.get(indicator.denominatorWithin ?? '');
    return [
      ...pair(indicator.numeratorCohort, around?.numeratorCohort),
      ...pair(indicator.denominatorCohort, around?.denominatorCohort),
      ...pair(indicator.denominatorCohort, above?.numeratorCohort),
    ];
  });
}

/** What lies within what; where records of different moments say otherwise, nobody can subtract the one from the other. */
function withinOf(answered: readonly Answered[], columns: ReadonlyMap<string, number[]>): Within[] {
  const all = [...narrowed([...columns.keys()]), ...stated(answered)];
  const holds = ({ part, whole }: Within) =>
    (columns.get(part) ?? []).every((count, row) => count <= (columns.get(whole)?.[row] ?? 0));
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()].filter(holds);
}

function shownCounts(
  { indicator, counted }: Answered,
  rows: readonly UnitCount[],
  shown: ShownColumns,
): Counted {
  const places = new Map([
    [WHOLE, 0],
    ...rows.map(({ id }, place): [string, number] => [id, place + 1]),
  ]);
  const count = (side: Side, row: string) =>
    shown.get(cohortOf(indicator, side) ?? '')?.[places.get(row) ?? -1] ?? null;
  return {
    numerator: count('numerator', WHOLE),
    denominator: count('denominator', WHOLE),
    units: counted.units.map((unit) => ({
      ...unit,
      numerator: count('numerator', unit.id),
      denominator: count('denominator', unit.id),
    })),
  };
}

function isAnswered(count: IndicatorCount): count is Answered {
  return count.counted !== null;
}

/**
 * Takes the small counts out of what all indicators counted in one unit and period, and what would give them away. All
 * are one table, since indicators share cohorts and lie within each other; the holes are the same for every plan that
 * uses them. Where an indicator is missing, the holes of the full table cannot be known, and units below are left out.
 */
export function suppressCounts(counts: readonly IndicatorCount[]): IndicatorCount[] {
  const answered = counts.filter(isAnswered);
  const isWhole = answered.length === counts.length;
  const taken = isWhole
    ? answered
    : answered.map((each) => ({ ...each, counted: { ...each.counted, units: [] } }));
  const rows = rowsOf(taken);
  const columns = columnsOf(taken, rows);
  const within = withinOf(taken, columns);
  const shown = suppress({ parents: parentsOf(rows), columns, within });
  const byId = new Map(taken.map((each) => [each.indicator.id, shownCounts(each, rows, shown)]));
  return counts.map((each) => ({ ...each, counted: byId.get(each.indicator.id) ?? null }));
}
