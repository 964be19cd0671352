import { createLoader } from '../../shared/database/loader.ts';
import type { Kysely } from 'kysely';
import type { ChildSet } from '../../shared/cohort/child-set.ts';
import type { CohortValue } from '../../shared/cohort/narrow.ts';
import { manyByKey, oneByKey } from '../../shared/database/by-key.ts';
import type { CallsOfTurn, SubgraphContext } from '../../shared/subgraph/define-subgraph.ts';
import type { Day } from '../../shared/time/day.ts';
import { childLoaders } from './child-loaders.ts';
import { placesOn } from './cohort/places.ts';
import {
  findSuccessors,
  findUnits,
  findUnitsBecome,
  findUnitsOnDays,
  findVersions,
  findVersionsWithin,
} from './queries/administrative-units.ts';
import { findCircumstanceGroups, findIdentifierSystems } from './queries/lists.ts';
import type { ChildAtTheDoor } from './queries/door.ts';
import type { OfChildren, OwnedIdentifier, Particulars } from './queries/of-children.ts';
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

/** A stay of a child. */
export type ResidenceSource = OfChildren['residences'];

/** A special circumstance of a child. */
export type SpecialCircumstanceSource = OfChildren['specialCircumstances'];

/** Assistance given to a child. */
export type AssistanceSource = OfChildren['assistance'];

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

function identifierLoaders(
  db: Kysely<Tables>,
  knowsOwner: (owner: string) => boolean,
  every: { load: (childNo: number) => Promise<OwnedIdentifier[]> },
) {
  return {
    knowsOwner,
    /** Those of a child that the viewer may know. */
    identifiersOf: async (childNo: number) =>
      (await every.load(childNo)).filter(({ owner }) => knowsOwner(owner)),
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

/** One statement a loader, or one for several, however many children the calls of a turn ask for; a search is one each. */
export function createLoaders(db: Kysely<Tables>, call: CallsOfTurn) {
  const { grant, clock } = call;
  const today = clock.today();
  let known: Promise<Sight> | null = null;
  const sight = () => (known ??= sightOf(db, grant.viewer, today));
  const notes = new NotesOfChildren(db);
  const { everyIdentifier, ...ofChildren } = childLoaders({ db, call, sight, notes });
  return {
    /** The day that counts as now throughout the call. */
    today,
    ...ofChildren,
    ...identifierLoaders(db, knownOwners(grant), everyIdentifier),
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
