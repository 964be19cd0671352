import { LRUCache } from 'lru-cache';
import type { Kysely } from 'kysely';
import type { Day } from '../../../shared/time/day.ts';
import { findPlaces, findStandingUnits } from '../queries/administrative-units.ts';
import type { UnitPlace } from '../queries/administrative-units.ts';
import type { AdministrativeUnitRow, Tables } from '../tables.ts';

type Level = AdministrativeUnitRow['level'];

/** Where the units of all times lie on a day, and which units there are on it. */
export interface Places {
  /** The unit of a level that a version lies in; null where it lies in none, or in several. */
  unitAbove: (versionId: string, level: Level) => string | null;
  unitsOf: (level: Level) => readonly AdministrativeUnitRow[];
}

const DAYS_KEPT = 50;
const KEPT_MILLISECONDS = 60_000;
const FIELDS = { PROVINCE: 'provinceId', DISTRICT: 'districtId', COMMUNE: 'communeId' } as const;

const kept = new WeakMap<Kysely<Tables>, LRUCache<Day, Promise<Places>>>();

async function readPlaces(db: Kysely<Tables>, on: Day): Promise<Places> {
  const [places, provinces, districts, communes] = await Promise.all([
    findPlaces(db, on),
    findStandingUnits(db, 'PROVINCE', on),
    findStandingUnits(db, 'DISTRICT', on),
    findStandingUnits(db, 'COMMUNE', on),
  ]);
  const byId = new Map<string, UnitPlace>(places.map((place) => [place.id, place]));
  const units = { PROVINCE: provinces, DISTRICT: districts, COMMUNE: communes };
  return {
    unitAbove: (versionId, level) => byId.get(versionId)?.[FIELDS[level]] ?? null,
    unitsOf: (level) => units[level],
  };
}

/** The places of a day, read once a minute: units change when the State says so. */
export function placesOn(db: Kysely<Tables>, on: Day): Promise<Places> {
  const days =
    kept.get(db) ?? new LRUCache<Day, Promise<Places>>({ max: DAYS_KEPT, ttl: KEPT_MILLISECONDS });
  kept.set(db, days);
  const places = days.get(on) ?? readPlaces(db, on);
  days.set(on, places);
  places.catch(() => days.delete(on));
  return places;
}
