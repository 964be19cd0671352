import { OperationTypeNode, execute, getOperationAST, parse, validate } from 'graphql';
import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { DepartmentRequest } from './department-call.ts';

type Checked =
  { document: DocumentNode; isMutation: boolean } | { errors: readonly GraphQLError[] };

const OPERATIONS_KEPT = 1_000;

function isMutation(document: DocumentNode, operationName: string | undefined): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION;
}

function check(schema: GraphQLSchema, { query, operationName }: DepartmentRequest): Checked {
  const document = parse(query);
  const errors = validate(schema, document);
  return errors.length > 0
    ? { errors }
    : { document, isMutation: isMutation(document, operationName) };
}

/** An operation that is ready to be executed, or what is wrong with it. */
export type ReadyOperation =
  | { errors: readonly GraphQLError[] }
  | { isMutation: boolean; execute: (contextValue: unknown) => ReturnType<typeof execute> };

/**
 * Makes the function that readies operations for a schema. A text seen before is neither parsed nor validated again.
 * Throws for a text that is no GraphQL.
 */
export function createExecutor(schema: GraphQLSchema) {
  const known = new LRUCache<string, Checked>({ max: OPERATIONS_KEPT });
  return (request: DepartmentRequest): ReadyOperation => {
    const { query, operationName = '' } = request;
    const key = `${operationName} ${query}`;
    const checked = known.get(key) ?? check(schema, request);
    known.set(key, checked);
    if ('errors' in checked) return checked;
    const { document } = checked;
    const { variables: variableValues = null } = request;
    return {
      isMutation: checked.isMutation,
      execute: (contextValue) =>
        execute({
          schema,
          document,
          variableValues,
          operationName: request.operationName ?? null,
          contextValue,
        }),
    };
  };
}
