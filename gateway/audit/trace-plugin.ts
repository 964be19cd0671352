import type { ApolloServerPlugin, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { OperationTypeNode } from 'graphql';
import type { GraphQLFormattedError, OperationDefinitionNode } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { serialsOf } from './children-named.ts';
import { operationHash } from './operation-hash.ts';
import { firstCode } from './request-trace.ts';
import type { Trail } from './trail.ts';
import { explainUnavailable } from './trail-unavailable.ts';

/** A name such as people give to operations; no number, token or sentence. */
const NAME = /^(?!.*\d{4})[A-Za-z][A-Za-z0-9]{0,59}$/;

function nameOf(operation: OperationDefinitionNode | undefined): string | null {
  const name = operation?.name?.value ?? '';
  return NAME.test(name) ? name : null;
}

function statesOf({ ledger }: GatewayContext): Record<string, string> {
  const asked = Object.entries(ledger.departments).filter(([, { calls }]) => calls > 0);
  return Object.fromEntries(asked.map(([name, { state }]) => [name, state]));
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
 * mutation is not begun where its record could not be written: throws AUDIT_UNAVAILABLE.
 */
export function traceAnswers(trail: Trail): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, contextValue: { trace } }) => {
        trace.what.operationName = nameOf(operation);
        trace.what.operationHash = operationHash(document);
        if (operation?.operation !== OperationTypeNode.MUTATION) return;
        await trail.check().catch((error: unknown) => {
          throw explainUnavailable(error);
        });
      },
      willSendResponse: async (context) => {
        noteAnswer(context);
      },
    }),
  };
}
