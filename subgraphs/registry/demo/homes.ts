import type { DemoChild } from '../../../shared/demo-province/demo-child.ts';
import type { Day } from '../../../shared/time/day.ts';
import { readAdministrativeUnits } from '../administrative-units/read-units.ts';
import type { AdministrativeUnitRow } from '../administrative-units/read-units.ts';

const versionsByCode = new Map<string, AdministrativeUnitRow[]>();
for (const unit of readAdministrativeUnits()) {
  const versions = versionsByCode.get(unit.code);
  if (versions === undefined) versionsByCode.set(unit.code, [unit]);
  else versions.push(unit);
}

/** The version of a commune in force on a day; its first one where the record begins later. */
export function communeOn(code: string, day: Day): AdministrativeUnitRow {
  const versions = versionsByCode.get(code) ?? [];
  const found =
    versions.findLast(({ validFrom }) => validFrom === null || validFrom <= day) ?? versions[0];
  if (found === undefined)
    throw new Error(`The demo province has a child in ${code}, which is no commune on record.`);
  return found;
}

/** The stays of a child, as the register writes them. */
export function residences({ childNo, homes }: DemoChild) {
  return homes.map(({ commune, from, to }) => ({
    childNo,
    unitId: communeOn(commune, from).id,
    startedOn: from,
    endedOn: to,
    recordedAt: `${from}T07:00:00Z`,
  }));
}
