import { sql } from 'kysely';
import type { Compilable, CompiledQuery, Kysely, RawBuilder } from 'kysely';

/** The keys' parameter is the first one, and the only one: another value would be taken for them. */
function isAboutKeysAlone({ parameters }: CompiledQuery): boolean {
  return parameters.length === 0;
}

/**
 * Makes a question about some keys, as many as there are, written once for each database: `ask` is given `any(keys)`, to
 * compare a column with. Throws where it holds any other value.
 */
export function askedByKeys<Tables, Key, Row>(
  ask: (db: Kysely<Tables>, anyKey: RawBuilder<Key>) => Compilable<Row>,
) {
  const written = new WeakMap<Kysely<Tables>, CompiledQuery<Row>>();
  return async (db: Kysely<Tables>, keys: readonly Key[]): Promise<Row[]> => {
    const question = written.get(db) ?? ask(db, sql<Key>`any(${sql.raw('$1')})`).compile();
    if (!isAboutKeysAlone(question)) throw new Error(`It asks about more: ${question.sql}`);
    written.set(db, question);
    const asked: CompiledQuery<Row> = { ...question, parameters: [keys] };
    const { rows } = await db.executeQuery(asked);
    return rows;
  };
}
