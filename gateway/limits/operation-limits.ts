import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { CostRules } from './cost-rules.ts';
import type { Limits } from './limits.ts';
import { costReader } from './operation-cost.ts';
import { operationExtent } from './operation-extent.ts';
import type { Extent } from './operation-extent.ts';
import { tooExpensive } from './too-expensive.ts';

export interface OperationLimitsOptions<Context> {
  rules: CostRules;
  /** What the viewer of a request may ask. */
  limitsFor: (context: Context) => Limits;
}

/** What `extensions.cost` says of an answer. */
interface CostReport {
  measured: number;
  limit: number;
}

const FORM = ['depth', 'rootFields', 'aliases', 'directives', 'fragments'] as const;

function checkForm(extent: Extent, limits: Limits): void {
  for (const measure of FORM) {
    if (extent[measure] > limits[measure])
      throw tooExpensive(measure, limits[measure], extent[measure]);
  }
}

function checkCost(measured: number, { cost: limit }: Limits): CostReport {
  if (measured > limit) throw tooExpensive('cost', limit, measured);
  return { measured, limit };
}

/** The form of an operation is measured once, however often it is asked. */
function extentReader() {
  const known = new WeakMap<OperationDefinitionNode, Extent>();
  return (operation: OperationDefinitionNode, document: DocumentNode): Extent => {
    const extent = known.get(operation) ?? operationExtent(operation, document);
    known.set(operation, extent);
    return extent;
  };
}

/**
 * Refuses, before it is planned, an operation that asks for more than its viewer may: OPERATION_TOO_EXPENSIVE. Every
 * other answer says in `extensions.cost` what it was reckoned to cost, and the limit.
 */
export function operationLimits<Context extends BaseContext>({
  rules,
  limitsFor,
}: OperationLimitsOptions<Context>): ApolloServerPlugin<Context> {
  const costOf = costReader(rules);
  const extentOf = extentReader();
  return {
    requestDidStart: async () => {
      let cost: CostReport | null = null;
      return {
        didResolveOperation: async ({ operation, document, request, contextValue }) => {
          if (!operation) return;
          const limits = limitsFor(contextValue);
          checkForm(extentOf(operation, document), limits);
          cost = checkCost(costOf(operation, document, request.variables ?? {}), limits);
        },
        willSendResponse: async ({ response: { body } }) => {
          if (cost === null || body.kind !== 'single') return;
          body.singleResult.extensions = { ...body.singleResult.extensions, cost };
        },
      };
    },
  };
}
