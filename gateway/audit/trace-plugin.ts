import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { DocumentNode, GraphQLFormattedError, OperationDefinitionNode } from 'graphql';
import type { Logger } from 'pino';
import type { GatewayContext } from '../context.ts';
import { childrenNamed, serialsOf } from './children-named.ts';
import { operationHash } from './operation-hash.ts';
import { requestRecorder } from './record-request.ts';
import { firstCode } from './request-trace.ts';
import type { Trail } from './trail.ts';

/** Digits in a name that could be somebody's number. */
const NUMBERS = /\d{6,}/g;

function nameOf(operation: OperationDefinitionNode | undefined): string | null {
  return operation?.name?.value.replace(NUMBERS, '#') ?? null;
}

function statesOf({ ledger }: GatewayContext): Record<string, string> {
  const asked = Object.entries(ledger.departments).filter(([, { calls }]) => calls > 0);
  return Object.fromEntries(asked.map(([name, { state }]) => [name, state]));
}

function outcomeOf(data: unknown, errors: readonly GraphQLFormattedError[]) {
  if (data === undefined) return { outcome: 'REFUSED', code: firstCode(errors) } as const;
  return { outcome: errors.length > 0 ? 'PARTIAL' : 'ANSWERED', code: null } as const;
}

/** The children shown, and those whose number was stated for something to be done or told about them. */
function childrenOf(
  shown: readonly string[],
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>> = {},
): number[] {
  return [...new Set([...serialsOf(shown), ...childrenNamed(document, variables)])];
}

function noteAnswer({
  request,
  document,
  response: { body },
  contextValue,
}: GraphQLRequestContextWillSendResponse<GatewayContext>): void {
  const { trace, shown } = contextValue;
  if (body.kind !== 'single') throw new Error('Answers leave whole: no part has a record.');
  trace.outcome = outcomeOf(body.singleResult.data, body.singleResult.errors ?? []);
  trace.what.departments = statesOf(contextValue);
  if (shown === undefined || document === undefined) return;
  trace.isExecuted = true;
  trace.what.fields = shown.coordinates;
  trace.what.childNos = childrenOf(shown.childIds, document, request.variables);
}

/**
 * Notes for the trail what an operation is and what its answer shows; put it after the plugins that add errors. A
 * mutation is not begun before that is on record; where that fails, throws AUDIT_UNAVAILABLE.
 */
export function traceAnswers(trail: Trail, log: Logger): ApolloServerPlugin<GatewayContext> {
  const { begun } = requestRecorder(trail, log);
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ request, document, operation, contextValue }) => {
        const { what } = contextValue.trace;
        what.operationName = nameOf(operation);
        what.operationHash = operationHash(document);
        if (operation?.operation !== OperationTypeNode.MUTATION) return;
        await begun(contextValue, childrenNamed(document, request.variables ?? {}));
      },
      willSendResponse: async (context) => {
        noteAnswer(context);
      },
    }),
  };
}
