import type { Person, Rows, Unit } from './register-rows.fixture.ts';
// Whom a viewer may see and what of them, said as plainly as can be.

/** A persona under a purpose, written out by hand from the tables of gateway/access/README.md. */
export interface Role {
  persona: string;
  purpose: string;
  /** Of those that the questions can ask for. */
  scopes: readonly string[];
  /** Held, but not for this purpose: asking for one refuses the whole request. */
  beyondPurpose: readonly string[];
  seesSealed: boolean;
}

const CHILD = ['child:read', 'child:identity'];

function officer(persona: string, ...scopes: string[]): Role {
  const purpose = 'CASE_MANAGEMENT';
  return { persona, purpose, scopes, beyondPurpose: [], seesSealed: false };
}

export const ROLES: readonly Role[] = [
  officer('coordinator', ...CHILD, 'health:read', 'education:read', 'justice:read', 'police:read'),
  {
    ...officer('coordinator', ...CHILD, 'health:read', 'education:read', 'justice:read'),
    purpose: 'SERVICE_DELIVERY',
    beyondPurpose: ['police:read'],
  },
  officer('district-officer', ...CHILD, 'health:read', 'education:read', 'justice:read'),
  officer('commune-worker', ...CHILD, 'health:read', 'education:read'),
  officer('health-officer', ...CHILD, 'health:read'),
  officer('education-officer', ...CHILD, 'education:read'),
  officer('justice-officer', ...CHILD, 'justice:read'),
  officer('police-officer', ...CHILD, 'police:read'),
  {
    ...officer('data-protection-officer', 'child:read'),
    purpose: 'INSPECTION',
    seesSealed: true,
  },
];

export interface ModelViewer {
  role: Role;
  /** GSO codes. */
  units: readonly string[];
}

/** The codes of a unit in force and of those above it. */
function codesUp(unit: Unit, units: readonly Unit[]): string[] {
  const above = units.find(({ code, isInForce }) => isInForce && code === unit.parentCode);
  return [unit.code, ...(above ? codesUp(above, units) : [])];
}

/** Whether a unit, of any time, lies now wholly in the units of those codes. */
export function liesIn(unitId: string, codes: readonly string[], { units }: Rows): boolean {
  const unit = units.get(unitId);
  if (unit === undefined) return false;
  if (unit.isInForce)
    return codesUp(unit, [...units.values()]).some((code) => codes.includes(code));
  return (
    unit.becameIds.length > 0 &&
    unit.becameIds.every((id) => liesIn(id, codes, { units, people: [] }))
  );
}

/** Makes the rule of who is seen; `sealed` holds register serials. */
export function sightOf({ role, units }: ModelViewer, sealed: ReadonlySet<number>, rows: Rows) {
  const isKnown = (code: string) =>
    [...rows.units.values()].some((unit) => unit.isInForce && unit.code === code);
  const hasProvince = units.some((code) => code.length === 2 && isKnown(code));
  return ({ childNo, stays }: Person): boolean => {
    if (sealed.has(childNo) && !role.seesSealed) return false;
    const home = stays.at(-1);
    return home === undefined ? hasProvince : liesIn(home.unitId, units, rows);
  };
}

/** Whether identifiers of a department's systems may be known. */
export function knowsOwner({ scopes }: Role, owner: string): boolean {
  return scopes.includes(owner === 'registry' ? 'child:identity' : `${owner}:read`);
}
