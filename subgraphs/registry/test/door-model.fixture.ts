import type { GrantedViewer } from '../../../shared/access/grant.ts';

/** The children of these tests: where each last lived, and whether it is sealed. */
export const people = [
  { childNo: 1, homes: ['10507'], isSealed: false },
  { childNo: 2, homes: ['10507'], isSealed: true },
  { childNo: 3, homes: ['10510'], isSealed: false },
  { childNo: 4, homes: ['10549'], isSealed: false },
  { childNo: 5, homes: ['10507', '10549'], isSealed: false },
  { childNo: 6, homes: ['10549', '10507'], isSealed: true },
  { childNo: 7, homes: [], isSealed: false },
  { childNo: 8, homes: [], isSealed: true },
] as const;

/** District 288 holds 10507 and 10510, district 290 holds 10549; all lie in province 30. */
export const COMMUNES: Readonly<Record<string, readonly string[]>> = {
  '30': ['10507', '10510', '10549'],
  '288': ['10507', '10510'],
  '290': ['10549'],
  '10507': ['10507'],
  '10510': ['10510'],
  '10549': ['10549'],
  '31': [],
  '99': [],
};

/** What may be seen, said as plainly as can be. */
export function sees(
  { units, seesSealed, emergencyChildNos }: GrantedViewer,
  childNo: number,
): boolean {
  const person = people.find((candidate) => candidate.childNo === childNo);
  if (person === undefined || (person.isSealed && !seesSealed)) return false;
  if (emergencyChildNos !== null) return emergencyChildNos.includes(childNo);
  const home = person.homes.at(-1);
  if (home === undefined)
    return units.some((unit) => unit.length === 2 && COMMUNES[unit]?.length !== 0 && unit !== '99');
  return units.some((unit) => COMMUNES[unit]?.includes(home) === true);
}
