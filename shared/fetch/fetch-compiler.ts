import type { DocumentNode } from 'graphql';
import type { Logger } from 'pino';
import type { Call } from '../subgraph/call.ts';
import { compileFetch } from './compile-fetch.ts';
import type { Fetch, FetchAnswer, FetchSource, Variables } from './compile-fetch.ts';
import { NotInSql } from './not-in-sql.ts';

/** Answers an operation by SQL; null where that is for the resolvers after all. */
export type AnswerFetch<Context> = (
  variables: Variables,
  context: Context,
) => Promise<FetchAnswer | null>;

/** Compiles a valid operation; null for one that only the resolvers can answer. */
export type CompileFetch<Context> = (
  document: DocumentNode,
  operationName: string | undefined,
) => AnswerFetch<Context> | null;

/** A statement that fails is told in the log, and the resolvers answer: they say what is wrong, field by field. */
function orByResolvers(fetch: Fetch, log: Logger): AnswerFetch<Call> {
  return async (variables, context) => {
    try {
      return await fetch(variables, context);
    } catch (error) {
      if (!(error instanceof NotInSql)) log.warn({ err: error }, 'a fetch was left to resolvers');
      return null;
    }
  };
}

/** Makes what compiles operations for a department. */
export function fetchCompiler<Tables>(
  source: FetchSource<Tables>,
  log: Logger,
): CompileFetch<Call> {
  return (document, operationName) => {
    try {
      return orByResolvers(compileFetch(source, document, operationName), log);
    } catch (error) {
      if (error instanceof NotInSql) return null;
      throw error;
    }
  };
}
