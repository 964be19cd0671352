import { isRecord } from '../../../shared/json/is-record.ts';
import type { Data } from '../data.ts';

/** A place in what is known so far: the objects there, and the way to them; `@` stands for every item of a list. */
export interface Cursor {
  path: readonly string[];
  entities: readonly Data[];
}

const EVERY = '@';

function gather(value: unknown, path: readonly string[], step: number, found: Data[]): void {
  const name = path[step];
  if (name === undefined) {
    if (Array.isArray(value)) for (const item of value) gather(item, path, step, found);
    else if (isRecord(value)) found.push(value);
  } else if (name === EVERY) {
    if (Array.isArray(value)) for (const item of value) gather(item, path, step + 1, found);
  } else if (isRecord(value)) gather(value[name], path, step + 1, found);
}

/** Moves from each object along a path; those that are null or missing are left behind. */
export function moveCursor(cursor: Cursor, path: readonly string[]): Cursor {
  const entities: Data[] = [];
  for (const entity of cursor.entities) gather(entity, path, 0, entities);
  return { path: [...cursor.path, ...path], entities };
}

type Place = (string | number)[];

function* walk(value: unknown, path: readonly string[], at: Place): Generator<[Place, unknown]> {
  const [name, ...rest] = path;
  if (Array.isArray(value)) {
    const below = name === EVERY ? rest : path;
    for (const [index, item] of value.entries()) yield* walk(item, below, [...at, index]);
  } else if (name === undefined) yield [at, value];
  else if (isRecord(value)) yield* walk(value[name], rest, [...at, name]);
}

/** Where in the answer an object at a cursor's path lies: names and list positions. */
export function placeOf(root: Data, path: readonly string[], entity: Data): Place {
  for (const [place, value] of walk(root, path, [])) if (value === entity) return place;
  return [];
}
