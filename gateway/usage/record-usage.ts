import type { GatewayContext } from '../context.ts';
import type { RequestHooks } from '../plugins/request-hooks.ts';
import type { UsageRecorder } from './usage-recorder.ts';

/** Notes each operation that passed what is checked before it is answered. */
export function recordUsage(usage: Pick<UsageRecorder, 'note'>): RequestHooks<GatewayContext> {
  return {
    executionDidStart: ({ document, request, schema, contextValue }) => {
      const { isRehearsal, viewer } = contextValue;
      if (isRehearsal === true || !viewer) return;
      const { operationName, variables = {} } = request;
      usage.note({ document, operationName, variables, schema, client: viewer.client });
    },
  };
}
