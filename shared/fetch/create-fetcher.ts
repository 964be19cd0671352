import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Call } from '../subgraph/call.ts';
import type { DepartmentRequest } from '../subgraph/department-call.ts';
import { compileFetch } from './compile-fetch.ts';
import type { Fetch, FetchAnswer, FetchSource } from './compile-fetch.ts';
import { NotInSql } from './not-in-sql.ts';

const OPERATIONS_KEPT = 1_000;

/** Answers a valid operation by SQL; null where it is for the resolvers. */
export type AnswerFetch = (
  request: DepartmentRequest,
  context: Call,
) => Promise<FetchAnswer | null>;

/** Null for an operation that is left to the resolvers, whoever asks it. */
function compile<Tables>(
  source: FetchSource<Tables>,
  request: DepartmentRequest,
): { fetch: Fetch | null } {
  try {
    return { fetch: compileFetch(source, request) };
  } catch (error) {
    if (error instanceof NotInSql) return { fetch: null };
    throw error;
  }
}

/**
 * Makes the function that answers fetches, each operation compiled once. A statement that fails is told in the log, and
 * the resolvers answer: they say what is wrong, field by field.
 */
export function createFetcher<Tables>(source: FetchSource<Tables>, log: Logger): AnswerFetch {
  const known = new LRUCache<string, { fetch: Fetch | null }>({ max: OPERATIONS_KEPT });
  return async (request, context) => {
    const { query, operationName = '', variables = {} } = request;
    const key = `${operationName} ${query}`;
    const compiled = known.get(key) ?? compile(source, request);
    known.set(key, compiled);
    try {
      return (await compiled.fetch?.(variables, context)) ?? null;
    } catch (error) {
      if (!(error instanceof NotInSql)) log.warn({ err: error }, 'a fetch was left to resolvers');
      return null;
    }
  };
}
