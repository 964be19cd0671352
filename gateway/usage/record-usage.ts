import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context.ts';
import type { UsageRecorder } from './usage-recorder.ts';

/** Notes each operation that passed what is checked before it is answered. */
export function recordUsage(
  usage: Pick<UsageRecorder, 'note'>,
): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      executionDidStart: async ({ document, request, schema, contextValue }) => {
        const { isRehearsal, viewer } = contextValue;
        if (isRehearsal === true || !viewer) return;
        const { operationName, variables = {} } = request;
        usage.note({ document, operationName, variables, schema, client: viewer.client });
      },
    }),
  };
}
