import '../../../gateway/no-telemetry.ts';
import { ApolloGateway } from '@apollo/gateway';
import { z } from 'zod';
import type { Gateway } from '../../../gateway/access/protected-gateway.ts';
import { compiledGateway } from '../../../gateway/executor/compiled-gateway.ts';
import type { Door } from '../../../gateway/executor/plan/run.ts';
import { createPlanner } from '../../../gateway/executor/planner.ts';
import type { AuditSuite } from './audit-server.ts';

const replyForm = z.looseObject({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.looseObject({ message: z.string() })).optional(),
});

function doorTo(url: string): Door<unknown> {
  return {
    ask: async ({ query, operationName, variables }) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, operationName, variables }),
      });
      if (!response.ok) throw new Error(`${response.status}: ${response.statusText}`);
      return replyForm.parse(await response.json());
    },
  };
}

/** The stock gateway, as Apollo ships it. */
export function stockGateway({ supergraphSdl }: AuditSuite): Gateway {
  return new ApolloGateway({ supergraphSdl });
}

function telling(inner: Gateway, tell: () => void): Gateway {
  return {
    onSchemaLoadOrUpdate: (callback) => inner.onSchemaLoadOrUpdate(callback),
    load: async (config) => {
      const { executor } = await inner.load(config);
      return { executor: executor && ((request) => (tell(), executor(request))) };
    },
    stop: () => inner.stop(),
  };
}

/** The compiled executor over the same subgraphs; `onLeft` is told of each operation that it leaves to the stock one. */
export function auditedGateway(suite: AuditSuite, onLeft: () => void): Gateway {
  return compiledGateway(telling(stockGateway(suite), onLeft), {
    planner: createPlanner(suite.supergraphSdl),
    departments: new Map(suite.subgraphs.map(({ name, url }) => [name, doorTo(url)])),
  });
}
