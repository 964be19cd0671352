import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

/** `column = any(array)`: one parameter however many keys, and no syntax error when there are none. */
export function anyOf<Key extends number | string>(keys: readonly Key[]): RawBuilder<Key> {
  return sql<Key>`any(${keys})`;
}
