import { GraphQLError } from 'graphql';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { isIssuedFor } from '../access/grant.ts';
import type { Grant } from '../access/grant.ts';
import { GraphError } from '../errors/graph-error.ts';
import { createDataStateCache } from './data-state-cache.ts';
import type { DataState, DepartmentAnswer, DepartmentRequest } from './department-call.ts';
import { createExecutor } from './executor.ts';
import { presentError } from './present-error.ts';
import { Turns } from './turns.ts';

interface AnswererOptions {
  department: string;
  schema: GraphQLSchema;
  createContext: (grant: Grant) => object;
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

/** The refusal of a call that carries no grant for a department. */
export function withoutGrant(department: string): GraphError {
  return new GraphError('UNAUTHENTICATED', {
    en: `The department "${department}" answers calls that carry a grant for it only: ask through the gateway.`,
    vi: `Cơ quan "${department}" chỉ trả lời khi có giấy phép dành cho mình: hãy hỏi qua cổng chung.`,
  });
}

/** Makes the function that runs an operation: one that changes something alone, to see what it wrote; others in turns. */
function createRunner({ schema, createContext }: AnswererOptions) {
  const ready = createExecutor(schema);
  const turns = new Turns(createContext);
  return async (request: DepartmentRequest, grant: Grant): Promise<ExecutionResult> => {
    const operation = ready(request);
    if ('errors' in operation) return operation;
    if (operation.isMutation) return operation.execute(createContext(grant));
    return turns.join(grant, async (context) => operation.execute(context));
  };
}

/** Makes the function that answers a department's calls, in process and over HTTP alike. */
export function createAnswerer(options: AnswererOptions) {
  const { department, findDataState, log } = options;
  const run = createRunner(options);
  const dataState = createDataStateCache(findDataState);

  return async (request: DepartmentRequest, grant: Grant): Promise<DepartmentAnswer> => {
    if (!isIssuedFor(grant, department)) return { errors: [withoutGrant(department).toJSON()] };
    const { data, errors = [] } = await run(request, grant).catch((error: unknown) => ({
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
