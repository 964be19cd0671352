import type { CompiledQuery, Kysely, RawBuilder } from 'kysely';

/** A database whose rows come as statements name them, and the statements written for it. */
interface Written<Tables, Row> {
  plain: Kysely<Tables>;
  statements: Map<string, CompiledQuery<Row>>;
}

/**
 * Makes a question that is written once for each database and each selection of what it can be asked for. It names its
 * parameters itself, `$1`, `$2`; its rows come as it names their columns. Throws where it holds a value of its own,
 * which would be taken for the first parameter.
 */
export function writtenQuestion<Tables, What extends string, Row>(
  write: (what: readonly What[]) => RawBuilder<Row>,
) {
  const known = new WeakMap<Kysely<Tables>, Written<Tables, Row>>();

  function writtenFor(db: Kysely<Tables>): Written<Tables, Row> {
    const written = known.get(db) ?? { plain: db.withoutPlugins(), statements: new Map() };
    known.set(db, written);
    return written;
  }

  function statementFor({ plain, statements }: Written<Tables, Row>, what: readonly What[]) {
    const key = what.join();
    const statement = statements.get(key) ?? write(what).compile(plain);
    if (statement.parameters.length > 0) throw new Error(`It holds a value: ${statement.sql}`);
    statements.set(key, statement);
    return statement;
  }

  return async (
    db: Kysely<Tables>,
    what: readonly What[],
    parameters: readonly unknown[],
  ): Promise<Row[]> => {
    const written = writtenFor(db);
    const asked: CompiledQuery<Row> = { ...statementFor(written, what), parameters };
    const { rows } = await written.plain.executeQuery(asked);
    return rows;
  };
}
