import type { GraphQLDataSource } from '@apollo/gateway';
import { Kind, OperationTypeNode, parse } from 'graphql';
import type { GraphError } from '../../shared/errors/graph-error.ts';
import type { DepartmentAnswer, DepartmentRequest } from '../../shared/subgraph/department-call.ts';
import type { GatewayContext } from '../context.ts';
import type { Door } from '../executor/plan/run.ts';
import type { Deadline } from '../limits/deadline.ts';
import { callDepartment } from './call-department.ts';
import type { CallOptions, Outcome } from './call-department.ts';
import type { FailureCode } from './failure.ts';
import { fetchedPaths, placeInAnswer, withoutIndexes } from './fetch-paths.ts';
import type { Fetch, Ledger } from './ledger.ts';
import { asksOfWaiting, linkRefused, notLinked } from './link-errors.ts';
import { presentDepartmentError, statedFailure } from './present-department-error.ts';
import type { LinkTeller } from './tell-links.ts';

/** Notes a department's own errors; one without a path is about the whole fetch. */
function recordErrors(
  ledger: Ledger,
  fetch: Fetch,
  errors: NonNullable<DepartmentAnswer['errors']>,
): void {
  for (const error of errors) {
    const failure = statedFailure(error);
    if (error.path === undefined || failure !== null)
      ledger.recordFailure(fetch, failure ?? 'DEPARTMENT_BAD_ANSWER');
    else
      ledger.recordError(
        presentDepartmentError(error, fetch.department),
        placeInAnswer(error.path, fetch.at),
      );
  }
}

/** What an error says of a limit. */
function limitOf(failure: FailureCode, { limit }: Deadline): Record<string, unknown> {
  return failure === 'DEADLINE_EXCEEDED' ? { measure: 'milliseconds', limit } : {};
}

function recordOutcome({ ledger, deadline }: GatewayContext, fetch: Fetch, outcome: Outcome): void {
  if ('failure' in outcome) {
    ledger.recordFailure(fetch, outcome.failure, limitOf(outcome.failure, deadline));
    return;
  }
  ledger.recordDataState(fetch.department, outcome.answer.extensions?.dataState);
  recordErrors(ledger, fetch, outcome.answer.errors ?? []);
}

/** A department's way, and what it must know before it is asked. */
export interface DoorOptions extends CallOptions {
  teller: LinkTeller;
}

function isMutation({ document }: Fetch): boolean {
  return document.definitions.some(
    (definition) =>
      definition.kind === Kind.OPERATION_DEFINITION &&
      definition.operation === OperationTypeNode.MUTATION,
  );
}

function recordEverywhere({ ledger }: GatewayContext, fetch: Fetch, error: GraphError): void {
  for (const path of fetchedPaths(fetch.document, fetch.at))
    ledger.recordError(error.toJSON(), path);
}

/** Takes in what the register says of links; what it has just decided, departments are told before anything else. */
async function noteLinks(
  { teller }: DoorOptions,
  context: GatewayContext,
  fetch: Fetch,
  outcome: Outcome,
): Promise<void> {
  if (!('answer' in outcome)) return;
  const notes = outcome.answer.extensions?.links;
  if (notes) context.links.note(notes);
  if (!isMutation(fetch)) return;
  const refused = await teller.tellAll(context);
  if (refused > 0) recordEverywhere(context, fetch, linkRefused(fetch.department));
}

/** Asks a department, once it knows whose its records are. */
async function ask(
  options: DoorOptions,
  request: DepartmentRequest,
  context: GatewayContext,
  fetch: Fetch,
): Promise<Outcome> {
  const { department } = fetch;
  const { teller } = options;
  const isBehind = context.links.isBehind(department);
  if (isBehind && (await teller.tell(department, context)) === null)
    return { failure: 'DEPARTMENT_UNAVAILABLE' };
  const outcome = await callDepartment(options, request, context, fetch);
  if (teller.isRegister(department)) await noteLinks(options, context, fetch, outcome);
  if (asksOfWaiting(context.links, department, request.variables?.['representations']))
    recordEverywhere(context, fetch, notLinked(department));
  return outcome;
}

/**
 * The door through which a department is asked. Every call has a deadline; what goes wrong is noted in the request's
 * ledger and not passed on, since a gateway would lose the reasons of broken values beside it.
 */
export function departmentDoor(options: DoorOptions): Door<GatewayContext> {
  const department = options.client.name;
  return {
    ask: async ({ query, document, variables, operationName, at }, context) => {
      const fetch = { department, document, at: withoutIndexes(at) };
      const startedAt = performance.now();
      const request: DepartmentRequest = { query, variables };
      if (operationName !== undefined) request.operationName = operationName;
      const outcome = await ask(options, request, context, fetch);
      context.ledger.recordCall(fetch, performance.now() - startedAt);
      recordOutcome(context, fetch, outcome);
      return 'answer' in outcome ? { data: outcome.answer.data } : {};
    },
  };
}

/** The same door, as @apollo/gateway takes it. */
export function departmentDataSource(
  door: Door<GatewayContext>,
): GraphQLDataSource<GatewayContext> {
  return {
    process: async (incoming) => {
      if (!('incomingRequestContext' in incoming)) {
        throw new Error('Departments are asked for clients only: their schemas come composed.');
      }
      const { request, document, context, pathInIncomingRequest: at = [] } = incoming;
      const { query = '', variables = {}, operationName } = request;
      const question = { query, variables, operationName, at: at.map(String) };
      const { data } = await door.ask({ ...question, document: document ?? parse(query) }, context);
      return data ? { data } : {};
    },
  };
}
