import * as fc from 'fast-check';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import type { Person, Rows } from './register-rows.fixture.ts';
import { knowsOwner } from './sight-model.fixture.ts';
import type { Role } from './sight-model.fixture.ts';

/** A field of Child that a question may ask for. */
interface Leaf {
  name: string;
  below: string;
  scope: string;
  valueFor: (person: Person, role: Role, rows: Rows) => unknown;
}

function leaf(name: string, scope: string, below: string, valueFor: Leaf['valueFor']): Leaf {
  return { name, below, scope, valueFor };
}

function listed(person: Person, department: string, key: string) {
  return (person.records[department] ?? []).map((text) => ({ [key]: text }));
}

export function fullNameOf({ familyName, middleName, givenName }: Person): string {
  return [familyName, middleName, givenName].filter((part) => part !== null).join(' ');
}

const LEAVES: readonly Leaf[] = [
  leaf('id', 'child:read', '', ({ childNo }) => formatChildNumber(childNo)),
  leaf('dateOfBirth', 'child:read', '', ({ dateOfBirth }) => dateOfBirth),
  leaf('sex', 'child:read', '', ({ sex }) => sex),
  leaf('ethnicity', 'child:read', '', ({ ethnicity }) => ethnicity),
  leaf('formerIds', 'child:read', '', ({ childNo }, _, { people }) =>
    people
      .filter(({ mergedInto }) => mergedInto === childNo)
      .map((former) => formatChildNumber(former.childNo)),
  ),
  leaf('residenceHistory', 'child:read', '{ startedOn }', ({ stays }) =>
    stays.map(({ startedOn }) => ({ startedOn })),
  ),
  leaf('fullName', 'child:identity', '', fullNameOf),
  leaf('familyName', 'child:identity', '', ({ familyName }) => familyName),
  leaf(
    'personalIdNumber',
    'child:identity',
    '',
    ({ identifiers }) => identifiers.find(({ system }) => system === 'PERSONAL_ID')?.value ?? null,
  ),
  leaf('identifiers', 'child:identity', '{ value }', ({ identifiers }, role) =>
    identifiers.filter(({ owner }) => knowsOwner(role, owner)).map(({ value }) => ({ value })),
  ),
  leaf('healthInsurance', 'health:read', '{ cards { number } }', (person) => {
    const cards = listed(person, 'health', 'number');
    return cards.length === 0 ? null : { cards };
  }),
  leaf('preschool', 'education:read', '{ enrolments { schoolYear } }', (person) => {
    const enrolments = listed(person, 'education', 'schoolYear');
    return enrolments.length === 0 ? null : { enrolments };
  }),
  leaf('legalAid', 'justice:read', '{ id }', (person) => listed(person, 'justice', 'id')),
  leaf('abuseInterventions', 'police:read', '{ id }', (person) => listed(person, 'police', 'id')),
];

/** Ways to write a field; those that skip it leave it out of the answer. */
const WAYS = ['PLAIN', 'PLAIN', 'INLINE', 'BARE', 'NAMED', 'INCLUDED', 'SKIPPED'] as const;

interface Pick {
  leaf: Leaf;
  /** 0: under its own name. */
  alias: number;
  way: (typeof WAYS)[number];
}

/** What is asked of a child. */
export type Selection = readonly Pick[];

export const selections: fc.Arbitrary<Selection> = fc.array(
  fc.record({
    leaf: fc.constantFrom(...LEAVES),
    alias: fc.integer({ min: 0, max: 2 }),
    way: fc.constantFrom(...WAYS),
  }),
  { minLength: 1, maxLength: 7 },
);

function keyOf(pick: Pick): string {
  return pick.alias === 0 ? pick.leaf.name : `${pick.leaf.name}As${pick.alias}`;
}

/** The fields that are not skipped, each key once. */
function asked(selection: Selection): Pick[] {
  const kept = selection.filter(({ way }) => way !== 'SKIPPED');
  return [...new Map(kept.map((pick) => [keyOf(pick), pick])).values()];
}

/** The scopes that a question's fields need. */
export function scopesOf(selection: Selection): string[] {
  return asked(selection).map((pick) => pick.leaf.scope);
}

/** What a viewer is shown of a child, by key. */
export function shown(selection: Selection, person: Person, role: Role, rows: Rows) {
  const entries = asked(selection).map((pick): [string, unknown] => {
    const { scope, valueFor } = pick.leaf;
    return [keyOf(pick), role.scopes.includes(scope) ? valueFor(person, role, rows) : null];
  });
  return Object.fromEntries(entries);
}

/** The keys that a viewer may not see. */
export function hiddenKeys(selection: Selection, { scopes }: Role): string[] {
  return asked(selection)
    .filter((pick) => !scopes.includes(pick.leaf.scope))
    .map(keyOf);
}

/** Writes a selection of Child; `name` begins the names of its fragments. Uses the variables $yes (true) and $no (false). */
export function write(selection: Selection, name: string): { body: string; fragments: string } {
  const written = selection.map((pick, index) => {
    const key = keyOf(pick);
    const alias = key === pick.leaf.name ? '' : `${key}: `;
    const field = (directive = '') => `${alias}${pick.leaf.name} ${directive} ${pick.leaf.below}`;
    const spread = `${name}F${index}`;
    const text = {
      PLAIN: field(),
      INLINE: `... on Child { ${field()} }`,
      BARE: `... @include(if: $yes) { ${field()} }`,
      NAMED: `...${spread}`,
      INCLUDED: field('@include(if: $yes)'),
      SKIPPED:
        index % 2 === 0
          ? field('@skip(if: $yes)')
          : `... on Child @include(if: $no) { ${field()} }`,
    }[pick.way];
    return {
      text,
      fragment: pick.way === 'NAMED' ? `fragment ${spread} on Child { ${field()} }` : '',
    };
  });
  return {
    body: `{ ${written.map(({ text }) => text).join(' ')} }`,
    fragments: written.map(({ fragment }) => fragment).join('\n'),
  };
}
