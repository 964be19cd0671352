import { LRUCache } from 'lru-cache';
import type { Kysely } from 'kysely';
import type { AdministrativeUnitRow, Tables } from './tables.ts';
import type { UnitOnDay } from './unit-on-day.ts';

const UNITS_KEPT = 50_000;
const KEPT_MILLISECONDS = 60_000;

function keep<Unit extends object>() {
  return new LRUCache<string, Promise<Unit | null>>({ max: UNITS_KEPT, ttl: KEPT_MILLISECONDS });
}

function newKept() {
  return {
    /** By id. */
    unit: keep<AdministrativeUnitRow>(),
    /** By code and day. */
    unitOnDay: keep<UnitOnDay>(),
    /** By id and the day by which it became another. */
    unitBecome: keep<UnitOnDay>(),
  };
}

const kept = new WeakMap<Kysely<Tables>, ReturnType<typeof newKept>>();

/** Units as they were read within the last minute, for every call: they change when the State says so, and no child is in them. */
export function keptUnits(db: Kysely<Tables>): ReturnType<typeof newKept> {
  const known = kept.get(db) ?? newKept();
  kept.set(db, known);
  return known;
}
