import { sql } from 'kysely';
import type { Compilable, CompiledQuery, Kysely, RawBuilder } from 'kysely';

/**
 * Makes a question about some keys, as many as there are, written once for each database: `ask` is given `any(keys)`, to
 * compare a column with, and may hold no other value.
 */
export function askedByKeys<Tables, Key, Row>(
  ask: (db: Kysely<Tables>, anyKey: RawBuilder<Key>) => Compilable<Row>,
) {
  const written = new WeakMap<Kysely<Tables>, CompiledQuery<Row>>();
  return async (db: Kysely<Tables>, keys: readonly Key[]): Promise<Row[]> => {
    const question = written.get(db) ?? ask(db, sql<Key>`any(${sql.raw('$1')})`).compile();
    written.set(db, question);
    const asked: CompiledQuery<Row> = { ...question, parameters: [keys] };
    const { rows } = await db.executeQuery(asked);
    return rows;
  };
}
