import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import { isIssuedFor } from '../access/grant.ts';
import type { Grant } from '../access/grant.ts';
import type { Guarded } from '../access/guard-schema.ts';
import type { LinkChange, LinkNotes, LinkReceipt } from '../links/link-change.ts';
import { GraphError } from '../errors/graph-error.ts';
import { createDataStateCache } from './data-state-cache.ts';
import type { DataState, DepartmentAnswer, DepartmentRequest } from './department-call.ts';
import type { CallsOfTurn } from './call.ts';
import { createExecutor } from './executor.ts';
import type { ValidOperation, Ways } from './executor.ts';
import { presentError } from './present-error.ts';
import { Turns } from './turns.ts';

/** What the register knows of links. */
export interface LinkBook<Context> {
  /** Notes what departments did of the changes they were told. */
  noteReceipts: (receipts: readonly LinkReceipt[]) => Promise<void>;
  /** What is to be said beside an answer; after one that has written, what that has changed too. */
  findNotes: (context: Context, hasWritten: boolean) => Promise<LinkNotes>;
}

type Asking = Guarded & Pick<CallsOfTurn, 'fieldsAsked'>;

interface AnswererOptions<Context extends Asking> extends Ways<Context> {
  department: string;
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
async function settleLinks<Context extends Asking>(
  { takeLinks, links: book }: AnswererOptions<Context>,
  { links = [], linkReceipts = [] }: DepartmentRequest,
): Promise<readonly LinkReceipt[]> {
  if (linkReceipts.length > 0) await book?.noteReceipts(linkReceipts);
  return links.length > 0 ? takeLinks(links) : [];
}

interface Answered {
  result: ExecutionResult;
  notes: LinkNotes | null;
}

async function runIn<Context extends Asking>(
  context: Context,
  { isMutation, asks, execute }: ValidOperation<Context>,
  links: LinkBook<Context> | null,
): Promise<Answered> {
  for (const coordinate of asks) context.fieldsAsked.add(coordinate);
  const result = await execute(context);
  return { result, notes: links && (await links.findNotes(context, isMutation)) };
}

/** Makes the function that runs an operation: one that changes something alone, to see what it wrote; others in turns. */
function createRunner<Context extends Asking>(options: AnswererOptions<Context>) {
  const { createContext, links } = options;
  const ready = createExecutor(options);
  const turns = new Turns(createContext);
  return async (request: DepartmentRequest, grant: Grant): Promise<Answered> => {
    const operation = ready(request);
    if ('errors' in operation) return { result: operation, notes: null };
    return operation.isMutation
      ? runIn(createContext(grant), operation, links)
      : turns.join(grant, (context) => runIn(context, operation, links));
  };
}

interface Beside {
  state: DataState | null;
  notes: LinkNotes | null;
  receipts: readonly LinkReceipt[];
}

/** What is said beside data: written out name by name, so that V8 gives all answers one form. */
function extensionsOf({ state, notes, receipts }: Beside): DepartmentAnswer['extensions'] {
  const extensions: NonNullable<DepartmentAnswer['extensions']> = {};
  if (state) {
    const { freshAsOf, unlinkedRecords } = state;
    extensions.dataState = { freshAsOf: freshAsOf?.toISOString() ?? null, unlinkedRecords };
  }
  if (notes) extensions.links = notes;
  if (receipts.length > 0) extensions.linkReceipts = receipts;
  return Object.keys(extensions).length > 0 ? extensions : undefined;
}

/** Makes the function that answers a department's calls, in process and over HTTP alike. */
export function createAnswerer<Context extends Asking>(options: AnswererOptions<Context>) {
  const { department, findDataState, log } = options;
  const run = createRunner(options);
  const dataState = createDataStateCache(findDataState);

  const answer = async (request: DepartmentRequest, grant: Grant) => {
    const receipts = await settleLinks(options, request);
    if (receipts.length > 0) dataState.forget();
    const { result, notes } = await run(request, grant);
    const { data, errors = [] } = result;
    return { data, errors, receipts, notes };
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
    const extensions = extensionsOf({ state: await dataState.read(), notes, receipts });
    const answered: DepartmentAnswer = {};
    if (data !== undefined) answered.data = data;
    if (errors.length > 0) answered.errors = errors.map((error) => presentError(error, log));
    if (extensions) answered.extensions = extensions;
    return answered;
  };
}
