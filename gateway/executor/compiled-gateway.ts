import { GraphQLError, getVariableValues } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { conditionReader } from '../../shared/graphql/conditions.ts';
import type { Gateway } from '../access/protected-gateway.ts';
import { compileOperation } from './compile-operation.ts';
import type { CompilerOptions, RunOperation } from './compile-operation.ts';
import { NotCompiled } from './plan/compile-plan.ts';

type Executor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type Request = Parameters<Executor>[0];
type Variables = Readonly<Record<string, unknown>>;

const OPERATIONS_KEPT = 1_000;

function tryToCompile<Context>(
  { schema, document, operation }: Request,
  variables: Variables,
  options: CompilerOptions<Context>,
): RunOperation<Context> | null {
  try {
    return compileOperation({ schema, document, operation, variables }, options);
  } catch (error) {
    if (error instanceof NotCompiled) return null;
    throw error;
  }
}

/** What an operation was compiled to last, and under which outcome of its conditions. */
interface Compiled<Context> {
  conditions: readonly unknown[];
  run: RunOperation<Context> | null;
}

function haveSameValues(some: readonly unknown[], others: readonly unknown[]): boolean {
  return some.every((value, index) => value === others[index]);
}

/** Compiles each operation once; null is kept for what is left to the stock executor. */
function keepCompiled<Context>(options: CompilerOptions<Context>) {
  const kept = new LRUCache<string, { run: RunOperation<Context> | null }>({
    max: OPERATIONS_KEPT,
  });
  const last = new WeakMap<OperationDefinitionNode, Compiled<Context>>();
  const conditionsOf = conditionReader();
  const find = (request: Request, variables: Variables, conditions: readonly unknown[]) => {
    const name = request.operation.name?.value;
    const key = `${request.queryHash} ${JSON.stringify([name, ...conditions])}`;
    const known = kept.get(key) ?? { run: tryToCompile(request, variables, options) };
    kept.set(key, known);
    return known.run;
  };
  return (request: Request, variables: Variables): RunOperation<Context> | null => {
    const conditions = conditionsOf(request).map((name) => variables[name]);
    const known = last.get(request.operation);
    if (known && haveSameValues(known.conditions, conditions)) return known.run;
    const run = find(request, variables, conditions);
    last.set(request.operation, { conditions, run });
    return run;
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

async function runSafely<Context>(
  run: RunOperation<Context>,
  { request, context }: { request: Request['request']; context: Context },
): ReturnType<Executor> {
  try {
    return await run(request.variables ?? {}, context);
  } catch (error) {
    const originalError = asError(error);
    return { errors: [new GraphQLError(originalError.message, { originalError })] };
  }
}

/**
 * Puts compiled operations before a gateway: what can be compiled runs so, and answers as the gateway would; what cannot
 * (introspection, `@defer`, names that JavaScript gives to every object) is the gateway's own to execute.
 */
export function compiledGateway(
  stock: Gateway,
  options: CompilerOptions<Request['context']>,
): Gateway {
  const compiled = keepCompiled(options);
  const execute =
    (others: Executor): Executor =>
    async (request) => {
      const definitions = request.operation.variableDefinitions ?? [];
      const given = request.request.variables ?? {};
      const { coerced, errors } = getVariableValues(request.schema, definitions, given);
      if (errors) return { errors };
      const run = compiled(request, coerced);
      return run ? runSafely(run, request) : others(request);
    };
  return {
    onSchemaLoadOrUpdate: (callback) => stock.onSchemaLoadOrUpdate(callback),
    load: async (config) => {
      const { executor } = await stock.load(config);
      return { executor: executor && execute(executor) };
    },
    stop: () => stock.stop(),
  };
}
