import * as fc from 'fast-check';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { searchModel } from '../../subgraphs/registry/test/search-model.fixture.ts';
import {
  fullNameOf,
  hiddenKeys,
  scopesOf,
  selections,
  shown,
  write,
} from './drawn-question.fixture.ts';
import type { Selection } from './drawn-question.fixture.ts';
import type { Person, Rows } from './register-rows.fixture.ts';
import { knowsOwner, liesIn, sightOf } from './sight-model.fixture.ts';
import type { ModelViewer } from './sight-model.fixture.ts';

/** One way to a child, with what is asked of it. */
export type Door = { selection: Selection } & (
  | { by: 'NUMBER'; childNo: number }
  | { by: 'IDENTIFIER'; system: string; value: string }
  | { by: 'NAME'; name: string; unit: string | null; birthYear: number | null; first: number }
);

export const UNITS = ['30', '288', '290', '291', '10507', '10510', '10549', '01', '99'];
export const UNKNOWN_NO = 4_000_000_000;
export const SYSTEMS: Readonly<Record<string, { owner: string; free: string }>> = {
  PERSONAL_ID: { owner: 'registry', free: '999999999999' },
  BIRTH_CERTIFICATE: { owner: 'justice', free: '9999999/2022' },
  HEALTH_INSURANCE_CARD: { owner: 'health', free: '9999999999' },
  PUPIL_CODE: { owner: 'education', free: '9999999999' },
};

/** The ways to the children that there are, and to some that there are not. */
export function doorsTo({ people }: Rows): fc.Arbitrary<Door> {
  const numbers = [...people.map(({ childNo }) => childNo), UNKNOWN_NO, UNKNOWN_NO + 1];
  const taken = people.flatMap(({ identifiers }) => identifiers);
  const free = Object.entries(SYSTEMS).map(([system, { free: value }]) => ({ system, value }));
  const names = people.flatMap((person) => {
    const words = fullNameOf(person).split(' ');
    return [fullNameOf(person), ...words, words.slice(0, 2).join(' ')];
  });
  const base = { selection: selections };
  return fc.oneof(
    fc.record({
      ...base,
      by: fc.constant('NUMBER' as const),
      childNo: fc.constantFrom(...numbers),
    }),
    fc
      .record({ ...base, identifier: fc.constantFrom(...taken, ...free) })
      .map(({ selection, identifier: { system, value } }) => ({
        selection,
        by: 'IDENTIFIER' as const,
        system,
        value,
      })),
    fc.record({
      ...base,
      by: fc.constant('NAME' as const),
      name: fc.constantFrom(...new Set(names.filter((name) => name.length > 1))),
      unit: fc.option(fc.constantFrom(...UNITS.filter((code) => code !== '99'))),
      birthYear: fc.option(fc.integer({ min: 2010, max: 2022 })),
      first: fc.integer({ min: 1, max: 20 }),
    }),
  );
}

function argumentsOf(door: Door): string {
  if (door.by === 'NUMBER') return `child(id: "${formatChildNumber(door.childNo)}")`;
  if (door.by === 'IDENTIFIER')
    return `childByIdentifier(system: "${door.system}", value: "${door.value}")`;
  const unit = door.unit === null ? '' : `, unit: "${door.unit}"`;
  const birthYear = door.birthYear === null ? '' : `, birthYear: ${door.birthYear}`;
  return `searchChildren(name: "${door.name}"${unit}${birthYear}, first: ${door.first})`;
}

/** Writes one operation of several ways to children, as r0, r1 and so on. */
export function writeOperation(doors: readonly Door[]): string {
  const written = doors.map((door, index) => {
    const { body, fragments } = write(door.selection, `R${index}`);
    const below = door.by === 'NAME' ? `{ matchedName child ${body} }` : body;
    return { root: `r${index}: ${argumentsOf(door)} ${below}`, fragments };
  });
  const roots = written.map(({ root }) => root).join('\n');
  return `query ($yes: Boolean!, $no: Boolean!) { typename: __typename @include(if: $yes) ... @skip(if: $no) { other: __typename }\n${roots} }\n${written.map(({ fragments }) => fragments).join('\n')}`;
}

/** What the model lets a viewer see. */
interface Sight {
  viewer: ModelViewer;
  sees: ReturnType<typeof sightOf>;
  rows: Rows;
}

/** The child that a serial means: a retired one means the child it was found to be. */
function keptOf(childNo: number, { people }: Rows): Person | null {
  const person = people.find((candidate) => candidate.childNo === childNo);
  if (person === undefined) return null;
  return person.mergedInto === null
    ? person
    : keptOf(person.mergedInto, { people, units: new Map() });
}

function found(door: Exclude<Door, { by: 'NAME' }>, { viewer, sees, rows }: Sight): Person | null {
  const bears = ({ identifiers }: Person) =>
    door.by === 'IDENTIFIER' &&
    knowsOwner(viewer.role, SYSTEMS[door.system]?.owner ?? '') &&
    identifiers.some(({ system, value }) => system === door.system && value === door.value);
  const childNo = door.by === 'NUMBER' ? door.childNo : rows.people.find(bears)?.childNo;
  const person = childNo === undefined ? null : keptOf(childNo, rows);
  return person !== null && sees(person) ? person : null;
}

function livesIn(unit: string | null, { stays }: Person, rows: Rows): boolean {
  if (unit === null) return true;
  const home = stays.find(({ endedOn }) => endedOn === null || endedOn >= '2022-12-31');
  return home !== undefined && liesIn(home.unitId, [unit], rows);
}

function matches(door: Extract<Door, { by: 'NAME' }>, { sees, rows }: Sight): Person[] {
  const among = rows.people.filter(
    (person) => person.mergedInto === null && sees(person) && livesIn(door.unit, person, rows),
  );
  const people = among.map((person) => ({
    childNo: person.childNo,
    name: fullNameOf(person),
    birthYear: Number(person.dateOfBirth.slice(0, 4)),
    commune: '',
  }));
  const { name, first, birthYear } = door;
  const best = searchModel(people, { name, first, ...(birthYear !== null && { birthYear }) });
  return best.flatMap(({ person }) => keptOf(person.childNo, rows) ?? []);
}

/** The answer that a way to children must have: its data, and the paths that are refused. */
export function expectedAt(
  door: Door,
  key: string,
  sight: Sight,
): { data: unknown; refused: string[][] } {
  const { role } = sight.viewer;
  if (door.by !== 'NUMBER' && !role.scopes.includes('child:identity'))
    return { data: null, refused: [[key]] };
  const hidden = hiddenKeys(door.selection, role);
  const show = (person: Person) => shown(door.selection, person, role, sight.rows);
  if (door.by === 'NAME')
    return {
      data: matches(door, sight).map((person) => ({
        matchedName: fullNameOf(person),
        child: show(person),
      })),
      refused: hidden.map((field) => [key, 'child', field]),
    };
  const person = found(door, sight);
  return { data: person && show(person), refused: hidden.map((field) => [key, field]) };
}

/** Whether a question asks for what its viewer holds, but not for the stated purpose. */
export function isBeyondPurpose(
  doors: readonly Door[],
  { beyondPurpose }: ModelViewer['role'],
): boolean {
  return doors.some(({ selection }) =>
    scopesOf(selection).some((scope) => beyondPurpose.includes(scope)),
  );
}
