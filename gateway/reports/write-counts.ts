import type { Indicator } from '../indicators/indicator.ts';
import type { Counted, RowLevel, UnitCount } from './count-indicator.ts';

type Side = 'numerator' | 'denominator';

function shown(count: number | null) {
  return { count, suppressed: count === null };
}

function rowsOf({ units }: Counted, level: RowLevel, side: Side) {
  return units
    .filter((unit) => unit.level === level)
    .map((unit: UnitCount) => {
      const { id, code, name, parentCode } = unit;
      const parent = parentCode === null ? null : { code: parentCode };
      const place = level === 'COMMUNE' ? { id, code, name, parent } : { id, code, name };
      return { unit: place, ...shown(unit[side]) };
    });
}

/** What the fragment of an indicator asks of a cohort. */
function cohortOf(counted: Counted, side: Side): Record<string, unknown> {
  return {
    ...shown(counted[side]),
    districts: rowsOf(counted, 'DISTRICT', side),
    communes: rowsOf(counted, 'COMMUNE', side),
  };
}

function put(
  into: Readonly<Record<string, unknown>>,
  [key, ...rest]: readonly string[],
  value: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  if (key === undefined) return { ...into, ...value };
  const below = into[key];
  const known = typeof below === 'object' && below !== null ? { ...below } : {};
  return { ...into, [key]: put(known, rest, value) };
}

/** Counts in the form in which the graph answers an indicator's question; null where they are not available. */
export function writeCounts(
  { numerator, denominator }: Indicator,
  counted: Counted | null,
): Record<string, unknown> | null {
  if (counted === null) return null;
  const whole = denominator ? put({}, denominator, cohortOf(counted, 'denominator')) : {};
  return put(whole, numerator, cohortOf(counted, 'numerator'));
}
