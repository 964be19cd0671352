import { LRUCache } from 'lru-cache';
import type { Kysely } from 'kysely';
import type { GrantedViewer } from '../../shared/access/grant.ts';
import type { Day } from '../../shared/time/day.ts';
import { findCodesNow, findVersionsWithin } from './queries/administrative-units.ts';
import { findChildren } from './queries/door.ts';
import type { Seen } from './queries/door.ts';
import type { Tables } from './tables.ts';

/** Where a viewer's units lie now. */
export interface Territory {
  /** The versions of units that lie wholly in it. */
  unitIds: ReadonlySet<string>;
  /** Whether a whole province is in it: such a viewer answers for children whose home is not known too. */
  hasProvince: boolean;
}

/** Which children one call may see. Made by `sightOf` only; every way to a child asks it. */
export interface Sight {
  /** Null where the viewer sees single children only, and may not look around. */
  territory: Territory | null;
  seesSealed: boolean;
  sees: (child: Seen) => boolean;
}

const PROVINCE_CODE_LENGTH = 2;
const TERRITORIES_KEPT = 1_000;
const TERRITORY_KEPT_MILLISECONDS = 60_000;
const NOWHERE: Territory = { unitIds: new Set(), hasProvince: false };

const territories = new WeakMap<Kysely<Tables>, LRUCache<string, Territory>>();

function keptTerritories(db: Kysely<Tables>): LRUCache<string, Territory> {
  const kept =
    territories.get(db) ??
    new LRUCache<string, Territory>({ max: TERRITORIES_KEPT, ttl: TERRITORY_KEPT_MILLISECONDS });
  territories.set(db, kept);
  return kept;
}

/** Where a viewer's units lie now: those that are over count as what they became. Read once a minute. */
async function territoryOf(
  db: Kysely<Tables>,
  units: readonly string[],
  today: Day,
): Promise<Territory> {
  if (units.length === 0) return NOWHERE;
  const key = `${today} ${[...units].sort().join()}`;
  const kept = keptTerritories(db);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const codes = await findCodesNow(db, units, today);
  const territory = {
    unitIds: new Set(await findVersionsWithin(db, codes, today)),
    hasProvince: codes.some((code) => code.length === PROVINCE_CODE_LENGTH),
  };
  kept.set(key, territory);
  return territory;
}

function livesWithin({ unitIds, hasProvince }: Territory, { homeUnitId }: Seen): boolean {
  return homeUnitId === null ? hasProvince : unitIds.has(homeUnitId);
}

/** An emergency for a number that is retired, before or since, is for the child it was found to be. */
async function sightInEmergency(
  db: Kysely<Tables>,
  childNos: readonly number[],
  seesSealed: boolean,
  today: Day,
): Promise<Sight> {
  const { children } = await findChildren(db, childNos, today, []);
  const kept = new Set(children.map(({ childNo }) => childNo));
  return {
    territory: null,
    seesSealed,
    sees: ({ childNo, isSealed }) => kept.has(childNo) && (seesSealed || !isSealed),
  };
}

/**
 * Whom a viewer may see: children whose home now lies in the viewer's units, or in an emergency the one
 * child it was opened for, wherever it lives; sealed ones only with `sealed:read`. Nobody without a viewer.
 */
export async function sightOf(
  db: Kysely<Tables>,
  viewer: GrantedViewer | null,
  today: Day,
): Promise<Sight> {
  if (viewer === null) return { territory: null, seesSealed: false, sees: () => false };
  const { units, seesSealed, emergencyChildNos } = viewer;
  if (emergencyChildNos !== null) return sightInEmergency(db, emergencyChildNos, seesSealed, today);
  const territory = await territoryOf(db, units, today);
  return {
    territory,
    seesSealed,
    sees: (child) => livesWithin(territory, child) && (seesSealed || !child.isSealed),
  };
}
