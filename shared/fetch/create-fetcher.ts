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

async function leaveToResolvers(): Promise<never> {
  throw new NotInSql();
}

function compile<Tables>(source: FetchSource<Tables>, request: DepartmentRequest): Fetch {
  try {
    return compileFetch(source, request);
  } catch (error) {
    if (error instanceof NotInSql) return leaveToResolvers;
    throw error;
  }
}

/**
 * Makes the function that answers fetches, each operation compiled once. A statement that fails is told in the log, and
 * the resolvers answer: they say what is wrong, field by field.
 */
export function createFetcher<Tables>(source: FetchSource<Tables>, log: Logger): AnswerFetch {
  const known = new LRUCache<string, Fetch>({ max: OPERATIONS_KEPT });
  return async (request, context) => {
    const { query, operationName = '', variables = {} } = request;
    const key = `${operationName} ${query}`;
    const fetch = known.get(key) ?? compile(source, request);
    known.set(key, fetch);
    try {
      return await fetch(variables, context);
    } catch (error) {
      if (!(error instanceof NotInSql)) log.warn({ err: error }, 'a fetch was left to resolvers');
      return null;
    }
  };
}
