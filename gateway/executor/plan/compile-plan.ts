import type { PlanNode, QueryPlan } from '@apollo/query-planner';
import { compileFetch } from './compile-fetch.ts';
import type { FetchOptions } from './compile-fetch.ts';
import { moveCursor } from './cursor.ts';
import type { Step } from './run.ts';

export interface PlanOptions<Context> extends FetchOptions<Context> {
  /** The outcome of the conditions that variables decide. */
  isTrue: (variable: string) => boolean;
}

/** Thrown for what is left to the stock executor. */
export class NotCompiled extends Error {}

const nothing: Step<unknown> = async () => undefined;

function inTurn<Context>(steps: readonly Step<Context>[]): Step<Context> {
  return async (run, cursor) => {
    for (const step of steps) await step(run, cursor);
  };
}

function atOnce<Context>(steps: readonly Step<Context>[]): Step<Context> {
  return async (run, cursor) => {
    await Promise.all(steps.map((step) => step(run, cursor)));
  };
}

function at<Context>(path: readonly (string | number)[], step: Step<Context>): Step<Context> {
  const names = path.map(String);
  return (run, cursor) => step(run, moveCursor(cursor, names));
}

function compileNode<Context>(node: PlanNode, options: PlanOptions<Context>): Step<Context> {
  const compile = (inner: PlanNode): Step<Context> => compileNode(inner, options);
  switch (node.kind) {
    case 'Sequence':
      return inTurn(node.nodes.map(compile));
    case 'Parallel':
      return atOnce(node.nodes.map(compile));
    case 'Flatten':
      return at(node.path, compile(node.node));
    case 'Fetch':
      return compileFetch(node, options);
    case 'Condition': {
      const chosen = options.isTrue(node.condition) ? node.ifClause : node.elseClause;
      return chosen ? compile(chosen) : nothing;
    }
    case 'Defer':
      throw new NotCompiled('@defer');
  }
}

/** Compiles a query plan. Throws NotCompiled for what it does not know. */
export function compilePlan<Context>(
  { node }: QueryPlan,
  options: PlanOptions<Context>,
): Step<Context> {
  if (node?.kind === 'Subscription') throw new NotCompiled('a subscription');
  return node ? compileNode(node, options) : nothing;
}
