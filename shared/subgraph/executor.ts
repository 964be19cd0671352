import { execute, parse, validate } from 'graphql';
import type { DocumentNode, GraphQLError, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { DepartmentRequest } from './department-call.ts';

type Checked = { document: DocumentNode } | { errors: readonly GraphQLError[] };

const OPERATIONS_KEPT = 1_000;

function check(schema: GraphQLSchema, query: string): Checked {
  const document = parse(query);
  const errors = validate(schema, document);
  return errors.length > 0 ? { errors } : { document };
}

/**
 * Makes the function that runs operations against a schema. A text seen before is neither
 * parsed nor validated again. Errors come back in the result; only a syntax error is thrown.
 */
export function createExecutor(schema: GraphQLSchema) {
  const known = new LRUCache<string, Checked>({ max: OPERATIONS_KEPT });
  return async (request: DepartmentRequest, contextValue: unknown) => {
    const checked = known.get(request.query) ?? check(schema, request.query);
    known.set(request.query, checked);
    if ('errors' in checked) return { errors: checked.errors };
    return execute({
      schema,
      document: checked.document,
      variableValues: request.variables ?? null,
      operationName: request.operationName ?? null,
      contextValue,
    });
  };
}
