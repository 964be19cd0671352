import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import type { CustomTypesConfig } from 'pg';
import { preparedPool } from './prepared-pool.ts';

const { DATE, NUMERIC, INT8 } = types.builtins;

/** Days stay text (a Date would shift birthdays by time zone); int8 and numeric fit a number here. */
const readAsGraphTypes: CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (oid === DATE) return (text: string) => text;
    if (oid === NUMERIC || oid === INT8) return Number;
    const parser: unknown = types.getTypeParser(oid, format);
    return parser;
  },
};

export interface ConnectionOptions {
  /** postgres://role:password@host:port/database */
  url: string;
  /** Most connections held at once. */
  poolSize?: number;
  /** Called with the SQL text of each statement that ran. */
  onStatement?: (sql: string) => void;
  /** Called when an idle connection breaks; the pool replaces it. */
  onConnectionLost?: (error: Error) => void;
}

const pools = new WeakMap<object, Pool>();

/** The connections under a database that `connect` opened, for what Kysely has no words for; throws for any other. */
export function poolOf(db: object): Pool {
  const pool = pools.get(db);
  if (pool === undefined) throw new Error('That database was not opened here.');
  return pool;
}

/**
 * Opens a department's database. Columns are snake_case there and camelCase here.
 * Nothing is connected until the first statement; `destroy()` closes.
 */
export function connect<Tables>({
  url,
  poolSize = 8,
  onStatement,
  onConnectionLost,
}: ConnectionOptions): Kysely<Tables> {
  const pool = new Pool({
    connectionString: url,
    max: poolSize,
    types: readAsGraphTypes,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 60_000,
    // Questions go by keys and by any(array): one plan is right for all of them.
    options: '-c plan_cache_mode=force_generic_plan',
  });
  pool.on('error', (error) => onConnectionLost?.(error));
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: preparedPool(pool) }),
    plugins: [new CamelCasePlugin()],
    log: (event) => onStatement?.(event.query.sql),
  });
  pools.set(db, pool);
  return db;
}
