import DataLoader from 'dataloader';
import type { Kysely } from 'kysely';
import { manyByKey, oneByKey } from '../../shared/database/by-key.ts';
import type { SubgraphContext } from '../../shared/subgraph/define-subgraph.ts';
import type { Day } from '../../shared/time/day.ts';
import {
  findSuccessors, findUnits, findUnitsBecome, findUnitsOnDays, findVersions, findVersionsWithin,
} from './queries/administrative-units.ts';
import {
  findAssistance, findChildren, findCircumstanceGroups, findGuardians, findIdentifierBearers, findIdentifiers,
  findIdentifierSystems, findResidences, findRetiredNumbers, findSpecialCircumstances,
} from './queries/children.ts';
import { countResidents, findMatches, findMatchesAmongResidents } from './queries/search.ts';
import type { NameMatch, NameSearch, SearchArea } from './queries/search.ts';
import type { Tables } from './tables.ts';
import type { UnitOnDay } from './unit-on-day.ts';

/** A unit is answered as it was on a day, on which its parent depends. */
export type AdministrativeUnitSource = UnitOnDay;

/** A child found by name. */
export type ChildMatchSource = NameMatch;

type Query<Key, Row> = (db: Kysely<Tables>, keys: readonly Key[]) => Promise<Row[]>;

function childLoaders(db: Kysely<Tables>) {
  const ofChild = <Row extends { childNo: number }>(find: Query<number, Row>) =>
    new DataLoader(async (childNos: readonly number[]) => manyByKey(childNos, await find(db, childNos), (row) => row.childNo));
  return {
    child: new DataLoader(async (childNos: readonly number[]) =>
      oneByKey(childNos, await findChildren(db, childNos), (row) => row.askedNo),
    ),
    retiredNumbers: new DataLoader(async (childNos: readonly number[]) =>
      manyByKey(childNos, await findRetiredNumbers(db, childNos), (row) => row.keptNo),
    ),
    guardians: ofChild(findGuardians),
    residences: ofChild(findResidences),
    specialCircumstances: ofChild(findSpecialCircumstances),
    assistance: ofChild(findAssistance),
    identifiers: ofChild(findIdentifiers),
  };
}

function identifierLoaders(db: Kysely<Tables>) {
  const named = ({ system, value }: { system: string; value: string }) => `${system} ${value}`;
  return {
    identifierBearer: new DataLoader(
      async (asked: readonly { system: string; value: string }[]) =>
        oneByKey(asked.map(named), await findIdentifierBearers(db, asked), named),
      { cacheKeyFn: named },
    ),
    /** Few enough to be read as one; every key is 'ALL'. */
    identifierSystems: new DataLoader(async (keys: readonly 'ALL'[]) => {
      const systems = await findIdentifierSystems(db);
      return keys.map(() => systems);
    }),
    circumstanceGroup: new DataLoader(async (codes: readonly string[]) =>
      oneByKey(codes, await findCircumstanceGroups(db, codes), (row) => row.code),
    ),
  };
}

function unitLoaders(db: Kysely<Tables>) {
  const coded = ({ code, onDate }: { code: string; onDate: Day }) => `${code} ${onDate}`;
  const versioned = ({ unitId, onDate }: { unitId: string; onDate: Day }) => `${unitId} ${onDate}`;
  return {
    unit: new DataLoader(async (ids: readonly string[]) => oneByKey(ids, await findUnits(db, ids), (row) => row.id)),
    unitOnDay: new DataLoader(
      async (asked: readonly { code: string; onDate: Day }[]) =>
        oneByKey(asked.map(coded), await findUnitsOnDays(db, asked), coded),
      { cacheKeyFn: coded },
    ),
    unitBecome: new DataLoader(
      async (asked: readonly { unitId: string; onDate: Day }[]) =>
        oneByKey(asked.map(versioned), await findUnitsBecome(db, asked), ({ askedId, onDate }) => `${askedId} ${onDate}`),
      { cacheKeyFn: versioned },
    ),
    versions: new DataLoader(async (codes: readonly string[]) =>
      manyByKey(codes, await findVersions(db, codes), (row) => row.code),
    ),
    successors: new DataLoader(async (ids: readonly string[]) =>
      manyByKey(ids, await findSuccessors(db, ids), (row) => row.unitId),
    ),
  };
}

/** One statement a loader, however many children a call asks for; a search is one statement each. */
export function createLoaders(db: Kysely<Tables>) {
  return {
    ...childLoaders(db),
    ...identifierLoaders(db),
    ...unitLoaders(db),
    versionsWithin: (code: string, on: Day) => findVersionsWithin(db, code, on),
    matches: (search: NameSearch, area: SearchArea | null) => findMatches(db, search, area),
    residentCount: (area: SearchArea, most: number) => countResidents(db, area, most),
    matchesAmongResidents: (search: NameSearch, area: SearchArea) => findMatchesAmongResidents(db, search, area),
  };
}

export type Loaders = ReturnType<typeof createLoaders>;
export type Context = SubgraphContext<Loaders>;
