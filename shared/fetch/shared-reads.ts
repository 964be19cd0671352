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
): Promise<ReadonlyMap<number, ChildValues>> {
  if (childNos.length === 0) return new Map();
  const asked: typeof query = { ...query, parameters: [childNos, ...days] };
  const { rows } = await db.executeQuery(asked);
  const found = new Map<number, (string | null)[]>();
  for (const { childNo, place, value } of rows) {
    const values = found.get(childNo) ?? [];
    values[place] = value;
    found.set(childNo, values);
  }
  return found;
}

type Children = readonly number[];
type Loader = DataLoader<Children, ChildValues[]>;

/** Reads the children of several calls by one statement. */
function loaderOf<Tables>(
  statement: FetchStatement,
  db: Kysely<Tables>,
  days: readonly Day[],
): Loader {
  return createLoader(async (calls: readonly Children[]) => {
    const found = await readChildren(statement, db, [...new Set(calls.flat())], days);
    return calls.map((childNos) => childNos.map((childNo) => found.get(childNo) ?? NOTHING));
  });
}

/**
 * Makes the function that reads children by a statement, once for all calls of one context that ask about the same days
 * together: the calls of a turn share their context (shared/subgraph/turns.ts).
 */
export function sharedReads<Tables>(statement: FetchStatement, database: Kysely<Tables>) {
  // Rows come as the statement names them.
  const db = database.withoutPlugins();
  const kept = new WeakMap<object, Map<string, Loader>>();
  return (context: object, childNos: Children, days: readonly Day[]): Promise<ChildValues[]> => {
    const loaders = kept.get(context) ?? new Map<string, Loader>();
    kept.set(context, loaders);
    const key = days.join();
    const loader = loaders.get(key) ?? loaderOf(statement, db, days);
    loaders.set(key, loader);
    return loader.load(childNos);
  };
}
