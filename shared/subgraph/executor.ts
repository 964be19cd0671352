import { OperationTypeNode, execute, getOperationAST, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Guarded } from '../access/guard-schema.ts';
import type { DepartmentRequest } from './department-call.ts';
import { compileOperation } from './execution/compile-operation.ts';
import type { ExecuteOperation } from './execution/compile-operation.ts';

interface Valid {
  document: DocumentNode;
  isMutation: boolean;
  /** Compiled; null for what graphql-js executes. */
  execute: ExecuteOperation | null;
}

type Checked = Valid | { errors: readonly GraphQLError[] };

/** A text's operations, by their names: the text alone is the key, so that a long one is not written anew for each call. */
type Known = Map<string, Checked>;

/** COMPILED: what can be is answered by SQL, or executed by functions made of it once; STOCK: all of it by graphql-js. */
export type Execution = 'COMPILED' | 'STOCK';

const TEXTS_KEPT = 1_000;

function check(
  schema: GraphQLSchema,
  { query, operationName }: DepartmentRequest,
  execution: Execution,
): Checked {
  const document = parse(query);
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors };
  const operation = getOperationAST(document, operationName);
  const isCompiled = operation && execution === 'COMPILED';
  return {
    document,
    isMutation: operation?.operation === OperationTypeNode.MUTATION,
    execute: isCompiled ? compileOperation({ schema, document, operation }) : null,
  };
}

/** An operation that is ready to be executed, or what is wrong with it. */
export type ReadyOperation =
  | { errors: readonly GraphQLError[] }
  | {
      isMutation: boolean;
      execute: (context: Guarded) => ExecutionResult | Promise<ExecutionResult>;
    };

/**
 * Makes the function that readies operations for a schema. A text seen before is neither parsed, validated nor compiled
 * again. Throws for a text that is no GraphQL.
 */
export function createExecutor(schema: GraphQLSchema, execution: Execution = 'COMPILED') {
  const known = new LRUCache<string, Known>({ max: TEXTS_KEPT });
  return (request: DepartmentRequest): ReadyOperation => {
    const { query, operationName = '', variables = {} } = request;
    const inText = known.get(query) ?? new Map<string, Checked>();
    const checked = inText.get(operationName) ?? check(schema, request, execution);
    if (!inText.has(operationName)) known.set(query, inText.set(operationName, checked));
    if ('errors' in checked) return checked;
    return {
      isMutation: checked.isMutation,
      execute: (context) =>
        checked.execute?.({ context, variables }) ??
        execute({
          schema,
          document: checked.document,
          variableValues: variables,
          operationName: request.operationName ?? null,
          contextValue: context,
        }),
    };
  };
}
