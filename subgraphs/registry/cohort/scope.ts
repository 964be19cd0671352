import { createHash } from 'node:crypto';
import { GraphError } from '../../../shared/errors/graph-error.ts';
import type { Day } from '../../../shared/time/day.ts';
import { findUnit } from '../find-unit.ts';
import type { Loaders } from '../loaders.ts';
import type { Territory } from '../sight.ts';
import type { Places } from './places.ts';

/** Where a cohort's children live on its day. */
export interface Scope {
  /** The same for equal scopes. */
  key: string;
  /** Whether a version of a unit lies wholly in it. */
  holds: (versionId: string) => boolean;
  places: Places;
}

function beyond(unit: string, units: readonly string[]): GraphError {
  const own = units.length === 0 ? 'none' : units.join(', ');
  return new GraphError('INVALID_ARGUMENT', {
    en: `unit ${unit} reaches beyond your units (${own}). Ask for one within them, or leave unit out for all of yours.`,
    vi: `Đơn vị ${unit} vượt ngoài phạm vi của bạn (${own}). Hãy chọn đơn vị trong phạm vi đó hoặc bỏ unit.`,
  });
}

function keyOf(territory: Territory): string {
  return createHash('sha256')
    .update([...territory.unitIds].sort().join())
    .digest('base64url');
}

const keys = new WeakMap<Territory, string>();

/** Names a territory; the same for equal ones. */
export function territoryKey(territory: Territory): string {
  const key = keys.get(territory) ?? keyOf(territory);
  keys.set(territory, key);
  return key;
}

/**
 * Where the children of a cohort live on its day: in the unit asked for, otherwise in the viewer's. Errors: UNKNOWN_UNIT;
 * INVALID_ARGUMENT for a unit that reaches beyond the viewer's, which it names.
 */
export async function scopeOf(
  loaders: Loaders,
  asked: { unit: string | null; asOf: Day },
  viewer: { territory: Territory; units: readonly string[] },
): Promise<Scope> {
  const { territory, units } = viewer;
  const { unit, asOf } = asked;
  const found = unit === null ? null : await findUnit(loaders, unit, asOf);
  const places = await loaders.places(asOf);
  if (found === null)
    return {
      key: territoryKey(territory),
      holds: (id) => territory.unitIds.has(id),
      places,
    };
  if (!territory.unitIds.has(found.id)) throw beyond(found.code, units);
  return {
    key: found.id,
    holds: (id) => places.unitAbove(id, found.level) === found.id,
    places,
  };
}
