import { GraphQLError } from 'graphql';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { isIssuedFor } from '../access/grant.ts';
import type { Grant } from '../access/grant.ts';
import type { LinkChange, LinkNotes, LinkReceipt } from '../links/link-change.ts';
import { GraphError } from '../errors/graph-error.ts';
import type { AnswerFetch } from '../fetch/create-fetcher.ts';
import type { Call } from './call.ts';
import { createDataStateCache } from './data-state-cache.ts';
import type { DataState, DepartmentAnswer, DepartmentRequest } from './department-call.ts';
import { createExecutor } from './executor.ts';
import type { Execution } from './executor.ts';
import { presentError } from './present-error.ts';
import { Turns } from './turns.ts';

/** What the register knows of links. */
export interface LinkBook<Context> {
  /** Notes what departments did of the changes they were told. */
  noteReceipts: (receipts: readonly LinkReceipt[]) => Promise<void>;
  /** What is to be said beside an answer, once it is made. */
  findNotes: (context: Context) => Promise<LinkNotes>;
}

interface AnswererOptions<Context extends Call> {
  department: string;
  schema: GraphQLSchema;
  execution: Execution | undefined;
  /** Answers by SQL what is stated in it; null is left to the schema's resolvers. */
  answerFetch: AnswerFetch;
  createContext: (grant: Grant) => Context;
  /** Writes down whose the department's records are. */
  takeLinks: (changes: readonly LinkChange[]) => Promise<readonly LinkReceipt[]>;
  /** The register's part in that; null for any other department. */
  links: LinkBook<Context> | null;
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

/** What comes with a call besides its question is done first: nothing is answered from before it. */
async function settleLinks<Context extends Call>(
  { takeLinks, links: book }: AnswererOptions<Context>,
  { links = [], linkReceipts = [] }: DepartmentRequest,
): Promise<readonly LinkReceipt[]> {
  if (linkReceipts.length > 0) await book?.noteReceipts(linkReceipts);
  return links.length > 0 ? takeLinks(links) : [];
}

interface Answered<Context> {
  result: ExecutionResult;
  context: Context | null;
}

/** Makes the function that runs an operation: one that changes something alone, to see what it wrote; others in turns. */
function createRunner<Context extends Call>(options: AnswererOptions<Context>) {
  const { schema, execution, answerFetch, createContext } = options;
  const ready = createExecutor(schema, execution);
  const turns = new Turns(createContext);
  return async (request: DepartmentRequest, grant: Grant): Promise<Answered<Context>> => {
    const operation = ready(request);
    if ('errors' in operation) return { result: operation, context: null };
    const execute = async (context: Context) => ({
      result: await operation.execute(context),
      context,
    });
    if (operation.isMutation) return execute(createContext(grant));
    return turns.join(grant, async (context) => {
      const result = await answerFetch(request, context);
      return result ? { result, context } : execute(context);
    });
  };
}

/** Makes the function that answers a department's calls, in process and over HTTP alike. */
export function createAnswerer<Context extends Call>(options: AnswererOptions<Context>) {
  const { department, findDataState, links, log } = options;
  const run = createRunner(options);
  const dataState = createDataStateCache(findDataState);

  const answer = async (request: DepartmentRequest, grant: Grant) => {
    const receipts = await settleLinks(options, request);
    if (receipts.length > 0) dataState.forget();
    const { result, context } = await run(request, grant);
    const { data, errors = [] } = result;
    const notes = context && (await links?.findNotes(context));
    return { data, errors, receipts, notes: notes ?? null };
  };

  return async (request: DepartmentRequest, grant: Grant): Promise<DepartmentAnswer> => {
    if (!isIssuedFor(grant, department)) return { errors: [withoutGrant(department).toJSON()] };
    const { data, errors, receipts, notes } = await answer(request, grant).catch(
      (error: unknown) => ({
        data: undefined,
        errors: [asGraphQLError(error)],
        receipts: [],
        notes: null,
      }),
    );
    const state = await dataState.read();
    const extensions = {
      ...(state && { dataState: { ...state, freshAsOf: state.freshAsOf?.toISOString() ?? null } }),
      ...(notes && { links: notes }),
      ...(receipts.length > 0 && { linkReceipts: receipts }),
    };
    return {
      ...(data !== undefined && { data }),
      ...(errors.length > 0 && { errors: errors.map((error) => presentError(error, log)) }),
      ...(Object.keys(extensions).length > 0 && { extensions }),
    };
  };
}
