import type { Counted, IndicatorCount, UnitCount } from './count-indicator.ts';

/** The rows that lie in a unit, at any depth. */
function within(units: readonly UnitCount[], code: string): UnitCount[] {
  const parts = units.filter(({ parentCode }) => parentCode === code);
  const deeper = parts.flatMap((part) =>
    units.filter(({ parentCode }) => parentCode === part.code),
  );
  return [...parts, ...deeper];
}

function cutCounted({ units }: Counted, code: string): Counted | null {
  const own = units.find((unit) => unit.code === code);
  if (own === undefined) return null;
  const { numerator, denominator } = own;
  return { numerator, denominator, units: within(units, code) };
}

/**
 * The part of a larger unit's counts that is about one unit. A report without small counts is cut out of the largest one
 * its viewer may have: chosen for the part alone, other holes would tell what those of the whole hide.
 */
export function cutUnit(counts: readonly IndicatorCount[], code: string): IndicatorCount[] {
  return counts.map((each) => ({
    ...each,
    counted: each.counted && cutCounted(each.counted, code),
  }));
}
