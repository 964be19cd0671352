/** Answers a batch in key order with one row a key, or null where there is none. */
export function oneByKey<Key, Row>(
  keys: readonly Key[],
  rows: Row[],
  keyOf: (row: Row) => Key,
): (Row | null)[] {
  const found = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => found.get(key) ?? null);
}

/** Answers a batch in key order with all rows of each key, in the order they came. */
export function manyByKey<Key, Row>(
  keys: readonly Key[],
  rows: Row[],
  keyOf: (row: Row) => Key,
): Row[][] {
  const found = new Map<Key, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) found.get(keyOf(row))?.push(row);
  return keys.map((key) => found.get(key) ?? []);
}
