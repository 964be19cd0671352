import { OperationTypeNode, execute, getOperationAST, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Guarded } from '../access/guard-schema.ts';
import type { AnswerFetch, CompileFetch } from '../fetch/fetch-compiler.ts';
import type { DepartmentRequest } from './department-call.ts';
import { usedCoordinates } from '../graphql/used-coordinates.ts';
import { compileOperation } from './execution/compile-operation.ts';
import type { ExecuteOperation } from './execution/compile-operation.ts';

interface Valid<Context> {
  document: DocumentNode;
  isMutation: boolean;
  asks: ReadonlySet<string>;
  /** Answers it by SQL; null for what is not stated so. */
  fetch: AnswerFetch<Context> | null;
  /** Compiled; null for what graphql-js executes. */
  execute: ExecuteOperation | null;
}

type Checked<Context> = Valid<Context> | { errors: readonly GraphQLError[] };

/** A text's operations, by their names: the text alone is the key, so that a long one is not written anew for each call. */
type Known<Context> = Map<string, Checked<Context>>;

/**
 * COMPILED: what can be is answered by SQL, or executed by functions made of it once; RESOLVERS: the same without SQL;
 * STOCK: all of it by graphql-js.
 */
export type Execution = 'COMPILED' | 'RESOLVERS' | 'STOCK';

const TEXTS_KEPT = 1_000;

/** The ways of executing operations. */
export interface Ways<Context> {
  schema: GraphQLSchema;
  execution: Execution;
  /** Compiles what is stated in SQL. */
  compileFetch: CompileFetch<Context>;
}

function check<Context>(
  { schema, execution, compileFetch }: Ways<Context>,
  { query, operationName }: DepartmentRequest,
): Checked<Context> {
  const document = parse(query);
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors };
  const operation = getOperationAST(document, operationName);
  return {
    document,
    isMutation: operation?.operation === OperationTypeNode.MUTATION,
    asks: usedCoordinates(document, schema).coordinates,
    fetch: execution === 'COMPILED' ? compileFetch(document, operationName) : null,
    execute:
      operation && execution !== 'STOCK' ? compileOperation({ schema, document, operation }) : null,
  };
}

/** An operation that is ready to be executed. */
export interface ValidOperation<Context> {
  isMutation: boolean;
  /** What of the schema its text uses: `Child.guardians`. */
  asks: ReadonlySet<string>;
  execute: (context: Context) => Promise<ExecutionResult>;
}

/** An operation that is ready, or what is wrong with it. */
export type ReadyOperation<Context> = { errors: readonly GraphQLError[] } | ValidOperation<Context>;

/** Runs an operation in the first way that there is for it. */
async function run<Context extends Guarded>(
  { document, fetch, execute: executeCompiled }: Valid<Context>,
  { variables = {}, operationName }: DepartmentRequest,
  schema: GraphQLSchema,
  context: Context,
): Promise<ExecutionResult> {
  const fetched = await fetch?.(variables, context);
  if (fetched) return fetched;
  const executed = executeCompiled?.({ context, variables });
  if (executed) return executed;
  return execute({
    schema,
    document,
    variableValues: variables,
    operationName: operationName ?? null,
    contextValue: context,
  });
}

/**
 * Makes the function that readies operations for a schema. A text seen before is neither parsed, validated nor compiled
 * again. Throws for a text that is no GraphQL.
 */
export function createExecutor<Context extends Guarded>(ways: Ways<Context>) {
  const known = new LRUCache<string, Known<Context>>({ max: TEXTS_KEPT });
  return (request: DepartmentRequest): ReadyOperation<Context> => {
    const { query, operationName = '' } = request;
    const inText = known.get(query) ?? new Map<string, Checked<Context>>();
    const checked = inText.get(operationName) ?? check(ways, request);
    if (!inText.has(operationName)) known.set(query, inText.set(operationName, checked));
    if ('errors' in checked) return checked;
    return {
      isMutation: checked.isMutation,
      asks: checked.asks,
      execute: (context) => run(checked, request, ways.schema, context),
    };
  };
}
