import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import { getVariableValues, valueFromASTUntyped } from 'graphql';
import type { Shown } from '../context.ts';
import { childrenNamed } from '../audit/children-named.ts';
import { numbersTold } from '../audit/records-sent.ts';
import type { Viewer } from '../identity/viewer.ts';
import type { Need } from './need.ts';
import type { PreparedOperation, RemainingOperation } from './operation/prepare-operation.ts';
import { createPreparer } from './operation/prepared-operations.ts';
import type { Protections } from './protections.ts';

/** What Apollo Server takes as its `gateway`. */
export type Gateway = ApolloServerOptionsWithGateway<object>['gateway'];
type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type Request = Parameters<Executor>[0];
type Result = Awaited<ReturnType<Executor>>;

export interface ProtectedGatewayOptions {
  protections: Pick<Protections, 'needOf'>;
  /** The refusal of an operation whose scopes the viewer holds, but not for the stated purpose; else null. */
  forbiddenByPurpose: (viewer: Viewer, neededScopes: readonly string[]) => Error | null;
}

/** What of a request's context is used here. */
interface AccessContext {
  viewer?: Viewer | null;
  shown?: Shown;
}

/** The scopes of those alternatives that the viewer's role holds whole and the stated purpose cannot exercise. */
function beyondPurpose(unmetNeeds: readonly Need[], { heldScopes }: Viewer): string[] {
  return unmetNeeds
    .flatMap((need) => need ?? [])
    .filter((set) => set.every((scope) => heldScopes.has(scope)))
    .flat();
}

/** The request as if the client had asked only for what is left; its own hash keeps others' plans from it. */
function remainingRequest(request: Request, remaining: RemainingOperation): Request {
  const { document, operation, queryHash, text } = remaining;
  return {
    ...request,
    document,
    operation,
    queryHash,
    source: text,
    request: { ...request.request, query: text },
  };
}

/** The numbers by which the children of an answer were asked for. */
function askedBy(
  { askedNumbers }: PreparedOperation,
  data: Result['data'],
  variables: Readonly<Record<string, unknown>>,
): string[] {
  const answered = askedNumbers.filter(({ key }) => (data?.[key] ?? null) !== null);
  return answered.map(({ value }) => String(valueFromASTUntyped(value, variables)));
}

function finishResult(
  prepared: PreparedOperation,
  variables: Readonly<Record<string, unknown>>,
  result: Result,
  context: AccessContext,
): Result {
  if (result.data === undefined) return result;
  const { data, childIds, coordinates } = prepared.finish(result.data);
  const { remaining } = prepared;
  const asked = askedBy(prepared, data, variables);
  const areShown = asked.every((childId) => childIds.includes(childId));
  context.shown = {
    childIds: areShown ? childIds : [...new Set([...childIds, ...asked])],
    childNosNamed: [
      ...(remaining ? childrenNamed(remaining.document, variables) : []),
      ...numbersTold(data),
    ],
    coordinates,
  };
  const errors = [...(result.errors ?? []), ...prepared.errors];
  return { ...result, data, ...(errors.length > 0 && { errors }) };
}

function coerceVariables({ schema, operation, request }: Request) {
  return getVariableValues(schema, operation.variableDefinitions ?? [], request.variables ?? {});
}

function protectExecutor(
  execute: Executor,
  { protections, forbiddenByPurpose }: ProtectedGatewayOptions,
): Executor {
  const prepare = createPreparer(protections);
  return async (request) => {
    const { coerced, errors } = coerceVariables(request);
    if (errors) return { errors };
    const context: AccessContext = request.context;
    const viewer = context.viewer ?? null;
    const { schema, document, operation, queryHash } = request;
    const scopes = viewer?.scopes ?? null;
    const asked = { schema, document, operation, queryHash, scopes, variables: coerced };
    const prepared = prepare(asked);
    const refusal =
      viewer && forbiddenByPurpose(viewer, beyondPurpose(prepared.unmetNeeds, viewer));
    if (refusal) throw refusal;
    const { remaining } = prepared;
    const result = remaining && (await execute(remainingRequest(request, remaining)));
    return finishResult(prepared, coerced, result ?? { data: {} }, context);
  };
}

/**
 * Puts the protections before a gateway: its executor is asked only for what the request's viewer may see, and the
 * answer has null and UNAUTHORIZED_FIELD in the place of the rest. Throws what `forbiddenByPurpose` answers, before
 * anything is planned. Leaves on the context what the answer shows.
 */
export function protectedGateway(inner: Gateway, options: ProtectedGatewayOptions): Gateway {
  return {
    onSchemaLoadOrUpdate: (callback) => inner.onSchemaLoadOrUpdate(callback),
    load: async (config) => {
      const { executor } = await inner.load(config);
      return { executor: executor && protectExecutor(executor, options) };
    },
    stop: () => inner.stop(),
  };
}
