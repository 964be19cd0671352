import { createLoader } from '../../shared/database/loader.ts';
import type { Kysely } from 'kysely';
import type { ChildSet } from '../../shared/cohort/child-set.ts';
import type { CohortValue } from '../../shared/cohort/narrow.ts';
import { manyByKey, oneByKey } from '../../shared/database/by-key.ts';
import type { Call, SubgraphContext } from '../../shared/subgraph/define-subgraph.ts';
import type { Day } from '../../shared/time/day.ts';
import { placesOn } from './cohort/places.ts';
import {
  findSuccessors,
  findUnits,
  findUnitsBecome,
  findUnitsOnDays,
  findVersions,
  findVersionsWithin,
} from './queries/administrative-units.ts';
import {
  findAssistance,
  findCircumstanceGroups,
  findGuardians,
  findIdentifiers,
  findIdentifierSystems,
  findParticulars,
  findResidences,
  findRetiredNumbers,
  findSpecialCircumstances,
} from './queries/children.ts';
import type { OwnedIdentifier, Particulars } from './queries/children.ts';
import { findChildren, findChildrenByIdentifier } from './queries/door.ts';
import type { ChildAtTheDoor } from './queries/door.ts';
import { knownOwners } from './identifier-owners.ts';
import { keptLoader, keptUnits } from './kept-units.ts';
import { linkLoaders } from './links/link-loaders.ts';
import { NotesOfChildren } from './links/notes-of-children.ts';
import { countResidents, findMatches, findMatchesAmongResidents } from './queries/search.ts';
import type { NameMatch, NameSearch, SearchScope } from './queries/search.ts';
import { endSeal, putSeal } from './queries/seals.ts';
import { sightOf } from './sight.ts';
import type { Sight } from './sight.ts';
import type { Tables } from './tables.ts';
import { seenOn } from './unit-on-day.ts';
import type { UnitOnDay } from './unit-on-day.ts';

/** A child as it was seen from the door. */
export type ChildSource = ChildAtTheDoor;

/** What is read of a child only where it is asked for. */
export type ChildParticulars = Particulars;

/** A unit is answered as it was on a day, on which its parent depends. */
export type AdministrativeUnitSource = UnitOnDay;

/** A cohort as it is passed on: the question, never the children. */
export type CohortSource = CohortValue;

/** A page of a cohort's children, by register serial. */
export interface CohortChildConnectionSource {
  childNos: number[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
  /** Everyone in the list. */
  all: ChildSet;
}

/** A child of a cohort, by its register serial. */
export type CohortChildEdgeSource = { childNo: number };

/** A child found by name. */
export type ChildMatchSource = NameMatch;

type Query<Key, Row> = (db: Kysely<Tables>, keys: readonly Key[]) => Promise<Row[]>;

/** The door: of the children found, those whom the viewer may see. */
function seenOnly<Key>(
  sight: () => Promise<Sight>,
  notes: NotesOfChildren,
  find: (keys: readonly Key[]) => Promise<(ChildAtTheDoor & { asked: Key })[]>,
) {
  return createLoader(async (keys: readonly Key[]) => {
    const [{ sees }, found] = [await sight(), await find(keys)];
    const known = found.filter((child) => sees(child));
    notes.show(known.map(({ childNo }) => childNo));
    return oneByKey(keys, known, (row) => row.asked);
  });
}

function childLoaders(
  db: Kysely<Tables>,
  sight: () => Promise<Sight>,
  notes: NotesOfChildren,
  today: Day,
) {
  const ofChild = <Row extends { childNo: number }>(find: Query<number, Row>) =>
    createLoader(async (childNos: readonly number[]) =>
      manyByKey(childNos, await find(db, childNos), (row) => row.childNo),
    );
  return {
    child: seenOnly(sight, notes, (childNos: readonly number[]) => {
      notes.ask(childNos);
      return findChildren(db, childNos, today);
    }),
    /** By `<system> <value>`. */
    childByIdentifier: seenOnly(sight, notes, (identifiers: readonly string[]) =>
      findChildrenByIdentifier(db, identifiers, today),
    ),
    retiredNumbers: createLoader(async (childNos: readonly number[]) =>
      manyByKey(childNos, await findRetiredNumbers(db, childNos), (row) => row.keptNo),
    ),
    particulars: createLoader(async (childNos: readonly number[]) =>
      oneByKey(childNos, await findParticulars(db, childNos), (row) => row.childNo),
    ),
    guardians: ofChild(findGuardians),
    residences: ofChild(findResidences),
    specialCircumstances: ofChild(findSpecialCircumstances),
    assistance: ofChild(findAssistance),
  };
}

function identifierLoaders(db: Kysely<Tables>, knowsOwner: (owner: string) => boolean) {
  const isKnown = ({ owner }: OwnedIdentifier) => knowsOwner(owner);
  return {
    knowsOwner,
    /** Those that the viewer may know. */
    identifiers: createLoader(async (childNos: readonly number[]) => {
      const found = await findIdentifiers(db, childNos);
      return manyByKey(childNos, found.filter(isKnown), (row) => row.childNo);
    }),
    /** Few enough to be read as one; every key is 'ALL'. */
    identifierSystems: createLoader(async (keys: readonly 'ALL'[]) => {
      const systems = await findIdentifierSystems(db);
      return keys.map(() => systems);
    }),
    circumstanceGroup: createLoader(async (codes: readonly string[]) =>
      oneByKey(codes, await findCircumstanceGroups(db, codes), (row) => row.code),
    ),
  };
}

const coded = ({ code, onDate }: { code: string; onDate: Day }) => `${code} ${onDate}`;
const versioned = ({ unitId, onDate }: { unitId: string; onDate: Day }) => `${unitId} ${onDate}`;

function unitLoaders(db: Kysely<Tables>) {
  const kept = keptUnits(db);
  return {
    unit: keptLoader(
      kept.unit,
      (id: string) => id,
      async (ids) => oneByKey(ids, await findUnits(db, ids), (row) => row.id),
    ),
    unitOnDay: keptLoader(kept.unitOnDay, coded, async (asked) =>
      oneByKey(asked.map(coded), await findUnitsOnDays(db, asked), coded),
    ),
    /** What a unit has become by a day, seen on that day. */
    unitBecome: keptLoader(kept.unitBecome, versioned, async (asked) => {
      const found = await findUnitsBecome(db, asked);
      const keys = asked.map(versioned);
      const units = oneByKey(keys, found, ({ askedId, onDate }) => `${askedId} ${onDate}`);
      return units.map((unit) => unit && seenOn(unit, unit.onDate));
    }),
    versions: createLoader(async (codes: readonly string[]) =>
      manyByKey(codes, await findVersions(db, codes), (row) => row.code),
    ),
    successors: createLoader(async (ids: readonly string[]) =>
      manyByKey(ids, await findSuccessors(db, ids), (row) => row.unitId),
    ),
  };
}

/** One statement a loader, however many children a call asks for; a search is one statement each. */
export function createLoaders(db: Kysely<Tables>, { grant, clock }: Call) {
  const today = clock.today();
  let known: Promise<Sight> | null = null;
  const sight = () => (known ??= sightOf(db, grant.viewer, today));
  const notes = new NotesOfChildren(db);
  return {
    /** The day that counts as now throughout the call. */
    today,
    ...childLoaders(db, sight, notes, today),
    ...identifierLoaders(db, knownOwners(grant)),
    ...unitLoaders(db),
    ...linkLoaders(db, sight, today),
    linkNotes: (isAnew: boolean) => notes.find(isAnew),
    sight,
    places: (on: Day) => placesOn(db, on),
    putSeal: (seal: Parameters<typeof putSeal>[1]) => putSeal(db, seal),
    endSeal: (seal: Parameters<typeof endSeal>[1]) => endSeal(db, seal),
    versionsWithin: (codes: readonly string[], on: Day) => findVersionsWithin(db, codes, on),
    matches: (search: NameSearch, scope: SearchScope) => findMatches(db, search, scope),
    residentCount: (scope: SearchScope, most: number) => countResidents(db, scope, most),
    matchesAmongResidents: (search: NameSearch, scope: SearchScope) =>
      findMatchesAmongResidents(db, search, scope),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;
export type Context = SubgraphContext<Loaders>;
