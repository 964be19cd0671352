import type { GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { GraphQLFormattedError, OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import type { GatewayContext } from '../context.ts';
import type { RequestHooks } from '../plugins/request-hooks.ts';
import { childrenNamed, serialsOf } from './children-named.ts';
import { operationHash } from './operation-hash.ts';
import { recordsSent } from './records-sent.ts';
import { requestRecorder } from './record-request.ts';
import { firstCode } from './request-trace.ts';
import type { Trail } from './trail.ts';

/** A name such as people give to operations; no number, token or sentence. */
const NAME = /^(?!.*\d{4})[A-Za-z][A-Za-z0-9]{0,59}$/;

function nameOf(operation: OperationDefinitionNode | undefined): string | null {
  const name = operation?.name?.value ?? '';
  return NAME.test(name) ? name : null;
}

/** The departments that were asked for a request, and the state of each. */
export function statesOf({ ledger }: Pick<GatewayContext, 'ledger'>): Record<string, string> {
  return ledger.states;
}

function outcomeOf(data: unknown, errors: readonly GraphQLFormattedError[]) {
  if (data === undefined) return { outcome: 'REFUSED', code: firstCode(errors) } as const;
  return { outcome: errors.length > 0 ? 'PARTIAL' : 'ANSWERED', code: null } as const;
}

function noteAnswer({
  response: { body },
  contextValue,
}: GraphQLRequestContextWillSendResponse<GatewayContext>): void {
  const { trace, shown } = contextValue;
  if (body.kind !== 'single') throw new Error('Answers leave whole: no part has a record.');
  trace.outcome = outcomeOf(body.singleResult.data, body.singleResult.errors ?? []);
  trace.what.departments = statesOf(contextValue);
  if (shown === undefined) return;
  trace.isExecuted = true;
  trace.what.fields = shown.coordinates;
  trace.what.childNos = [...new Set([...serialsOf(shown.childIds), ...shown.childNosNamed])];
}

/**
 * Notes for the trail what an operation is and what its answer shows; put it after the plugins that add errors. A
 * mutation is not begun before that is on record; where that fails, throws AUDIT_UNAVAILABLE.
 */
export function traceAnswers(trail: Trail, log: Logger): RequestHooks<GatewayContext> {
  const { begun } = requestRecorder(trail, log);
  return {
    didResolveOperation: ({ request, document, operation, contextValue }) => {
      const { what } = contextValue.trace;
      what.operationName = nameOf(operation);
      what.operationHash = operationHash(document);
      if (operation?.operation !== OperationTypeNode.MUTATION) return null;
      what.recordCount = recordsSent(document, request.variables);
      return begun(contextValue, childrenNamed(document, request.variables ?? {}));
    },
    willSendResponse: noteAnswer,
  };
}
