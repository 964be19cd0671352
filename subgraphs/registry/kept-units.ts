import type DataLoader from 'dataloader';
import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import { createLoader } from '../../shared/database/loader.ts';
import type { AdministrativeUnitRow, Tables } from './tables.ts';
import type { UnitOnDay } from './unit-on-day.ts';

const UNITS_KEPT = 50_000;
const KEPT_MILLISECONDS = 60_000;

/** Units by name, or what reads them. */
type Kept<Unit> = LRUCache<string, { unit: Unit | null | Promise<Unit | null> }>;

function keep<Unit>(): Kept<Unit> {
  return new LRUCache({ max: UNITS_KEPT, ttl: KEPT_MILLISECONDS });
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

/** A loader that answers units kept at once, without a promise: every child of a page asks for one. */
export function keptLoader<Key, Unit>(
  kept: Kept<Unit>,
  cacheKeyFn: (key: Key) => string,
  find: DataLoader.BatchLoadFn<Key, Unit | null>,
) {
  const loader = createLoader(find, { cacheKeyFn });
  const read = (key: Key, name: string): Promise<Unit | null> => {
    const reading = loader.load(key).then(
      (unit) => {
        kept.set(name, { unit });
        return unit;
      },
      (error: unknown) => {
        kept.delete(name);
        throw error;
      },
    );
    kept.set(name, { unit: reading });
    return reading;
  };
  return {
    load: (key: Key): Unit | null | Promise<Unit | null> => {
      const name = cacheKeyFn(key);
      const known = kept.get(name);
      return known ? known.unit : read(key, name);
    },
  };
}
