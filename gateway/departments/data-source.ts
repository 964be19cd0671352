import type { GraphQLDataSource } from '@apollo/gateway';
import { parse } from 'graphql';
import type { DepartmentAnswer } from '../../shared/subgraph/department-call.ts';
import type { GatewayContext } from '../context.ts';
import type { Deadline } from '../limits/deadline.ts';
import { callDepartment } from './call-department.ts';
import type { CallOptions, Outcome } from './call-department.ts';
import type { FailureCode } from './failure.ts';
import { placeInAnswer, withoutIndexes } from './fetch-paths.ts';
import type { Fetch, Ledger } from './ledger.ts';
import { presentDepartmentError, statedFailure } from './present-department-error.ts';

type ProcessOptions = Parameters<GraphQLDataSource<GatewayContext>['process']>[0];
type Incoming = Extract<ProcessOptions, { incomingRequestContext: unknown }>;

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

function fetchOf(
  department: string,
  { request, document, pathInIncomingRequest = [] }: Incoming,
): Fetch {
  return {
    department,
    document: document ?? parse(request.query ?? ''),
    at: withoutIndexes(pathInIncomingRequest),
  };
}

/**
 * The door through which @apollo/gateway reaches a department. Every call has a deadline; what goes wrong is noted in
 * the request's ledger and not passed on, since the gateway would lose the reasons of broken values beside it.
 */
export function departmentDataSource(options: CallOptions): GraphQLDataSource<GatewayContext> {
  return {
    process: async (incoming) => {
      if (!('incomingRequestContext' in incoming)) {
        throw new Error('Departments are asked for clients only: their schemas come composed.');
      }
      const { context } = incoming;
      const { query = '', variables = {}, operationName } = incoming.request;
      const fetch = fetchOf(options.client.name, incoming);
      const startedAt = performance.now();
      const request = { query, variables, ...(operationName !== undefined && { operationName }) };
      const outcome = await callDepartment(options, request, context, fetch);
      context.ledger.recordCall(fetch, performance.now() - startedAt);
      recordOutcome(context, fetch, outcome);
      return 'answer' in outcome && outcome.answer.data ? { data: outcome.answer.data } : {};
    },
  };
}
