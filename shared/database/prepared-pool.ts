import { createHash } from 'node:crypto';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Pool, PoolClient } from 'pg';

const STATEMENTS_KEPT = 500;
/** A connection that was asked so many unlike statements is not used again: it would keep all of them. */
const MOST_PREPARED = 500;
const QUESTION = /^\s*(select|with)\s/i;
/** SQLSTATE of a prepared statement whose tables were changed under it (PostgreSQL manual, appendix A). */
const FEATURE_NOT_SUPPORTED = '0A000';

/** Names of statements, by their texts. PostgreSQL keeps what it prepared under them, for each connection. */
const names = new LRUCache<string, string>({ max: STATEMENTS_KEPT });

function nameOf(text: string): string {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return name;
}

function hasChanged(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === FEATURE_NOT_SUPPORTED;
}

/** Numbers as PostgreSQL reads an array of them; pg would quote each. */
function asParameter(value: unknown): unknown {
  const isNumbers = Array.isArray(value) && value.every((item) => typeof item === 'number');
  return isNumbers ? `{${value.join()}}` : value;
}

class PreparedClient implements PostgresPoolClient {
  readonly #client: PoolClient;
  readonly #prepared = new Set<string>();
  #isOutdated = false;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query(text: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof text !== 'string') throw new Error('Cursors are not read here.');
    const values = parameters.map(asParameter);
    if (values.length === 0 || !QUESTION.test(text)) return this.#client.query(text, values);
    const name = nameOf(text);
    this.#prepared.add(name);
    return this.#client
      .query({ name, text, values })
      .catch((error: unknown) => this.#askAnew(error, text, values));
  }

  release(): void {
    this.#client.release(this.#isOutdated || this.#prepared.size > MOST_PREPARED);
  }

  /** After a migration a statement is asked as it is, and the connection not used again; whatever else went wrong is told. */
  async #askAnew(error: unknown, text: string, values: unknown[]): Promise<unknown> {
    if (!hasChanged(error)) throw error;
    this.#isOutdated = true;
    return this.#client.query(text, values);
  }
}

/**
 * A pool whose questions PostgreSQL parses and plans once for each connection, not each time. Needs connections of its
 * own: a pooler between that hands them on by transaction (pgbouncer) does not carry named statements.
 */
export function preparedPool(pool: Pool): PostgresPool {
  const known = new WeakMap<PoolClient, PreparedClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      const prepared = known.get(client) ?? new PreparedClient(client);
      known.set(client, prepared);
      return prepared;
    },
    end: () => pool.end(),
  };
}
