import type DataLoader from 'dataloader';
import type { Kysely } from 'kysely';
import { createLoader } from '../database/loader.ts';
import type { Day } from '../time/day.ts';
import type { FetchStatement } from './fetch-statement.ts';

/** Values as JSON by the places of their fields; undefined where nothing is recorded. */
export type ChildValues = readonly (string | null | undefined)[];

const NOTHING: ChildValues = [];

async function readChildren<Tables>(
  { query }: FetchStatement,
  db: Kysely<Tables>,
  childNos: readonly number[],
  days: readonly Day[],
): Promise<ChildValues[]> {
  const asked: typeof query = { ...query, parameters: [childNos, ...days] };
  const { rows } = await db.executeQuery(asked);
  const found = new Map<number, (string | null)[]>();
  for (const { childNo, place, value } of rows) {
    const values = found.get(childNo) ?? [];
    values[place] = value;
    found.set(childNo, values);
  }
  return childNos.map((childNo) => found.get(childNo) ?? NOTHING);
}

/**
 * Makes the function that reads children by a statement, once for all calls of one context that ask about the same days:
 * the calls of a turn share their context (shared/subgraph/turns.ts).
 */
export function sharedReads<Tables>(statement: FetchStatement, db: Kysely<Tables>) {
  const kept = new WeakMap<object, Map<string, DataLoader<number, ChildValues>>>();
  const loaderFor = (context: object, days: readonly Day[]) => {
    const loaders = kept.get(context) ?? new Map<string, DataLoader<number, ChildValues>>();
    kept.set(context, loaders);
    const key = days.join();
    const loader =
      loaders.get(key) ??
      createLoader((childNos: readonly number[]) => readChildren(statement, db, childNos, days));
    loaders.set(key, loader);
    return loader;
  };
  return (context: object, childNos: readonly number[], days: readonly Day[]) => {
    const loader = loaderFor(context, days);
    return Promise.all(childNos.map((childNo) => loader.load(childNo)));
  };
}
