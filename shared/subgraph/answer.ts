import { GraphQLError } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { createDataStateCache } from './data-state-cache.ts';
import type { DataState, DepartmentAnswer, DepartmentRequest } from './department-call.ts';
import { createExecutor } from './executor.ts';
import { presentError } from './present-error.ts';

interface AnswererOptions {
  schema: GraphQLSchema;
  createContext: () => object;
  findDataState: () => Promise<DataState>;
  log: Logger;
}

function asGraphQLError(error: unknown): GraphQLError {
  return error instanceof GraphQLError
    ? error
    : new GraphQLError('The call failed.', { originalError: asError(error) });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** Makes the function that answers a department's calls, in process and over HTTP alike. */
export function createAnswerer({ schema, createContext, findDataState, log }: AnswererOptions) {
  const run = createExecutor(schema);
  const dataState = createDataStateCache(findDataState);

  return async (request: DepartmentRequest): Promise<DepartmentAnswer> => {
    const { data, errors = [] } = await run(request, createContext()).catch((error: unknown) => ({
      data: undefined,
      errors: [asGraphQLError(error)],
    }));
    const state = await dataState();
    return {
      ...(data !== undefined && { data }),
      ...(errors.length > 0 && { errors: errors.map((error) => presentError(error, log)) }),
      ...(state !== null && {
        extensions: { dataState: { ...state, freshAsOf: state.freshAsOf?.toISOString() ?? null } },
      }),
    };
  };
}
