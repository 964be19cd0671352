import type { GraphQLDataSource } from '@apollo/gateway';
import { parse } from 'graphql';
import type { Logger } from 'pino';
import type { DepartmentAnswer, DepartmentRequest } from '../../shared/subgraph/department-call.ts';
import type { GatewayContext } from '../context.ts';
import { timeForCall } from '../limits/deadline.ts';
import type { Deadline } from '../limits/deadline.ts';
import type { AnswerShapes } from './answer-shape.ts';
import type { DepartmentClient } from './department-client.ts';
import { UnreadableAnswer } from './department-client.ts';
import { failureCode } from './failure.ts';
import type { FailureCode } from './failure.ts';
import { placeInAnswer, withoutIndexes } from './fetch-paths.ts';
import type { Fetch, Ledger } from './ledger.ts';
import { presentDepartmentError, statedFailure } from './present-department-error.ts';
import { readAnswer } from './read-answer.ts';

export interface DataSourceOptions {
  client: DepartmentClient;
  /** How long one call may take, in milliseconds. */
  deadline: number;
  /** The forms that answers must have. */
  shapes: AnswerShapes;
  log: Logger;
}

type ProcessOptions = Parameters<GraphQLDataSource<GatewayContext>['process']>[0];
type Incoming = Extract<ProcessOptions, { incomingRequestContext: unknown }>;
type Outcome = { answer: DepartmentAnswer } | { failure: FailureCode };

function pastDeadline(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(new Error('The deadline passed.'));
      },
      { once: true },
    );
  });
}

async function call(
  { client, deadline: longest, shapes, log }: DataSourceOptions,
  request: DepartmentRequest,
  { grantFor, deadline }: GatewayContext,
  { document }: Fetch,
): Promise<Outcome> {
  const time = timeForCall(deadline, longest);
  if (time === 0) return { failure: 'DEADLINE_EXCEEDED' };
  const signal = AbortSignal.timeout(time);
  const grant = grantFor(client.name);
  const entities = request.variables?.['representations'];
  try {
    const raw = await Promise.race([client.send(request, grant, signal), pastDeadline(signal)]);
    const answer = readAnswer(raw, Array.isArray(entities) ? entities.length : null);
    if (answer.data && !shapes.fits(document, answer.data))
      throw new UnreadableAnswer('its data has another form');
    return { answer };
  } catch (err) {
    const failure = failureCode(err, signal.aborted, time < longest);
    log.warn({ err, department: client.name, failure }, 'department call failed');
    return { failure };
  }
}

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
export function departmentDataSource(
  options: DataSourceOptions,
): GraphQLDataSource<GatewayContext> {
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
      const outcome = await call(options, request, context, fetch);
      context.ledger.recordCall(fetch, performance.now() - startedAt);
      recordOutcome(context, fetch, outcome);
      return 'answer' in outcome && outcome.answer.data ? { data: outcome.answer.data } : {};
    },
  };
}
