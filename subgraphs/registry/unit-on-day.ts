import type { Day } from '../../shared/time/day.ts';
import type { AdministrativeUnitRow } from './tables.ts';

/** A version of a unit, seen on a day on which it was in force. */
export interface UnitOnDay extends AdministrativeUnitRow {
  onDate: Day;
}

/** Sees a unit on `day`, or on the day of its own that lies nearest. */
export function seenOn(unit: AdministrativeUnitRow, day: Day): UnitOnDay {
  const { validFrom, validTo } = unit;
  const notBefore = validFrom !== null && day < validFrom ? validFrom : day;
  return { ...unit, onDate: validTo !== null && notBefore > validTo ? validTo : notBefore };
}
