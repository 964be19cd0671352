import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import type { RequestHooks } from '../plugins/request-hooks.ts';
import type { CostRules } from './cost-rules.ts';
import type { Limits } from './limits.ts';
import { costReader } from './operation-cost.ts';
import { operationExtent } from './operation-extent.ts';
import type { Extent } from './operation-extent.ts';
import { tooExpensive } from './too-expensive.ts';

/** Where a request keeps what it was reckoned to cost, once it was found to be within its limits. */
interface CostContext {
  cost?: CostReport;
}

export interface OperationLimitsOptions<Context> {
  rules: CostRules;
  /** What the viewer of a request may ask. */
  limitsFor: (context: Context) => Limits;
}

/** What `extensions.cost` says of an answer. */
export interface CostReport {
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
export function operationLimits<Context extends CostContext>({
  rules,
  limitsFor,
}: OperationLimitsOptions<Context>): RequestHooks<Context> {
  const costOf = costReader(rules);
  const extentOf = extentReader();
  return {
    didResolveOperation: ({ operation, document, request, contextValue }) => {
      if (!operation) return;
      const limits = limitsFor(contextValue);
      checkForm(extentOf(operation, document), limits);
      const cost = costOf(operation, document, request.variables ?? {});
      contextValue.cost = checkCost(cost, limits);
    },
    willSendResponse: ({ response: { body }, contextValue: { cost } }) => {
      if (cost === undefined || body.kind !== 'single') return;
      body.singleResult.extensions = { ...body.singleResult.extensions, cost };
    },
  };
}
