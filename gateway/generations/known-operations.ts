import { OperationTypeNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { GatewayContext } from '../context.ts';
import type { RequestHooks } from '../plugins/request-hooks.ts';

/** An operation that was asked lately, without the values it was asked with. */
export interface KnownOperation {
  query: string;
  operationName: string | undefined;
  /** Of whoever asked: what is planned depends on what they may see. */
  role: string;
  purpose: string;
}

/** The operations that were lately asked of this gateway, whatever supergraph they were answered under. */
export interface KnownOperations {
  /** Notes each query that is executed. */
  observer: RequestHooks<GatewayContext>;
  list: () => KnownOperation[];
}

const MOST_KEPT = 500;
/** Of their texts together, in characters. */
const MOST_TEXT = 2_000_000;

/** Keeps the last operations asked, so that they can be planned again before another supergraph is switched to. */
export function keepKnownOperations(): KnownOperations {
  const kept = new LRUCache<string, KnownOperation>({
    max: MOST_KEPT,
    maxSize: MOST_TEXT,
    sizeCalculation: ({ query }) => query.length + 1,
  });
  const note = (operation: KnownOperation, queryHash: string) => {
    const { operationName, role, purpose } = operation;
    const key = JSON.stringify([queryHash, operationName, role, purpose]);
    if (kept.get(key) === undefined) kept.set(key, operation);
  };
  return {
    observer: {
      willSendResponse: ({ request, queryHash, operation, contextValue: context }) => {
        const { query = '', operationName } = request;
        const { isRehearsal, shown, viewer } = context;
        const isQuery = operation?.operation === OperationTypeNode.QUERY;
        if (isRehearsal || !isQuery || shown === undefined || !viewer) return;
        const { role, purpose } = viewer;
        note({ query, operationName, role, purpose }, queryHash);
      },
    },
    list: () => [...kept.values()],
  };
}
