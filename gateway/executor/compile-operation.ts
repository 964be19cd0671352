import { visit } from 'graphql';
import type {
  DocumentNode,
  ExecutionResult,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { fragmentsOf } from '../../shared/graphql/fragments-of.ts';
import { compileAnswer } from './answer/compile-answer.ts';
import type { Data } from './data.ts';
import { NotCompiled, compilePlan } from './plan/compile-plan.ts';
import type { Door, Run } from './plan/run.ts';
import { typeConditions } from './plan/type-conditions.ts';
import type { Planner } from './planner.ts';

/** An operation to compile, valid against the schema that clients see. */
export interface OperationToCompile {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** Coerced; those that conditions name decide what is compiled. */
  variables: Readonly<Record<string, unknown>>;
}

export interface CompilerOptions<Context> {
  planner: Planner;
  /** The ways to the departments, by their names. */
  departments: ReadonlyMap<string, Door<Context>>;
}

/** Runs an operation, with the variables as the client gave them. */
export type RunOperation<Context> = (
  variables: Readonly<Record<string, unknown>>,
  context: Context,
) => Promise<ExecutionResult<Data>>;

/** Names that JavaScript gives to every object, and introspection, are left to the stock executor. */
function isForeign(name: string): boolean {
  return name in {} || name === '__schema' || name === '__type';
}

function checkNames(document: DocumentNode): void {
  visit(document, {
    Field: ({ name, alias }) => {
      if (isForeign(name.value) || (alias && isForeign(alias.value)))
        throw new NotCompiled(name.value);
    },
  });
}

function compile<Context>(
  { schema, document, operation, variables }: OperationToCompile,
  { planner, departments }: CompilerOptions<Context>,
) {
  checkNames(document);
  const step = compilePlan(planner.plan(document, operation.name?.value), {
    departments,
    meets: typeConditions(planner.supergraphSchema),
    isTrue: (name) => variables[name] === true,
  });
  const answer = compileAnswer(operation, {
    schema,
    fragments: fragmentsOf(document),
    variables,
    meets: typeConditions(schema),
  });
  return { step, answer };
}

/**
 * Compiles Apollo's plan of an operation, and what its client gets of the answers, into functions. What breaks its
 * type's rules is told as the stock executor does: in `extensions.valueCompletion`, unless there are errors. Throws
 * NotCompiled for what is left to the stock executor, and the planner's errors.
 */
export function compileOperation<Context>(
  asked: OperationToCompile,
  options: CompilerOptions<Context>,
): RunOperation<Context> {
  const { step, answer } = compile(asked, options);
  return async (variables, context) => {
    const root: Data = {};
    const run: Run<Context> = { context, variables, root, errors: [] };
    await step(run, { path: [], entities: [root] });
    const { data, broken } = answer(root);
    if (run.errors.length > 0) return { data, errors: run.errors };
    return broken.length > 0 ? { data, extensions: { valueCompletion: broken } } : { data };
  };
}
