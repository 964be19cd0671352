import type DataLoader from 'dataloader';
import type { Kysely } from 'kysely';
import { createLoader } from '../database/loader.ts';
import type { Day } from '../time/day.ts';
import type { FetchStatement, FieldRow } from './fetch-statement.ts';

/** Values by the places of their fields; undefined where nothing is recorded. */
export type ChildValues = readonly unknown[];

const NOTHING: ChildValues = [];

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The children of a row, and the columns' lists. */
function readLists(row: FieldRow) {
  const [childNos = [], ...lists] = asList(JSON.parse(row.lists)).map(asList);
  return { childNos, lists };
}

async function readChildren<Tables>(
  { query, read }: FetchStatement,
  db: Kysely<Tables>,
  childNos: readonly number[],
  days: readonly Day[],
): Promise<ReadonlyMap<unknown, ChildValues>> {
  if (childNos.length === 0) return new Map();
  const asked: typeof query = { ...query, parameters: [childNos, ...days] };
  const { rows } = await db.executeQuery(asked);
  const found = new Map<unknown, unknown[]>(childNos.map((childNo) => [childNo, []]));
  for (const row of rows) {
    const { childNos: answered, lists } = readLists(row);
    for (const [index, childNo] of answered.entries()) {
      const values = found.get(childNo);
      if (values) values[row.place] = read[row.place]?.(lists, index);
    }
  }
  return found;
}

/** Gives each child's values to the one who asks first, and copies to others: the gateway writes into answers. */
function giver(found: ReadonlyMap<unknown, ChildValues>) {
  const given = new Set<number>();
  return (childNo: number): ChildValues => {
    const values = found.get(childNo) ?? NOTHING;
    if (given.has(childNo)) return structuredClone(values);
    given.add(childNo);
    return values;
  };
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
    const give = giver(found);
    return calls.map((childNos) => childNos.map(give));
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
