import { OperationTypeNode, locatedError } from 'graphql';
import type {
  DocumentNode,
  ExecutionResult,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import type { Guarded } from '../../access/guard-schema.ts';
import { conditionReader } from '../../graphql/conditions.ts';
import { fragmentsOf } from '../../graphql/fragments-of.ts';
import { answerFields } from './answer-fields.ts';
import type { ObjectField } from './answer-fields.ts';
import { compileRoot } from './compile-field.ts';
import { Making } from './making.ts';
import { NotCompiled } from './not-compiled.ts';
import { OperationShape } from './operation-shape.ts';
import type { Data } from './values.ts';
import { compileVariables } from './variables.ts';

/** An operation of a document that is valid against the schema. */
export interface ValidOperation {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** What it is executed with. */
export interface ExecutionInput {
  context: Guarded;
  /** As they came. */
  variables: Readonly<Record<string, unknown>>;
}

/** Executes an operation; null for what is left to graphql-js. */
export type ExecuteOperation = (
  input: ExecutionInput,
) => ExecutionResult | Promise<ExecutionResult> | null;

type Answer = (context: Guarded, variables: Data) => ReturnType<ExecuteOperation>;

function makeAnswer(fields: readonly ObjectField[], making: Making) {
  let data: Data = {};
  try {
    data = answerFields(fields, undefined, making.root, making);
  } catch (thrown) {
    making.root.break(locatedError(thrown, undefined), making);
  }
  return making.root.isPending
    ? making.finished().then(() => making.answer(data))
    : making.answer(data);
}

/** Compiles an operation for such variables as decide what of it is asked. */
function compileFor(valid: ValidOperation, variables: Data): Answer {
  const { schema, document, operation } = valid;
  const root = schema.getRootType(operation.operation);
  if (!root) throw new NotCompiled(operation.operation);
  const shape = new OperationShape({
    schema,
    operation,
    fragments: fragmentsOf(document),
    variables,
  });
  const fields = compileRoot(root, shape);
  return (context, given) => {
    const making = new Making({ context, variables: given, refused: shape.refusedTo(context) });
    return shape.isMet(making) ? makeAnswer(fields, making) : null;
  };
}

/** Null where it is left to graphql-js. */
function tryToCompile(valid: ValidOperation, variables: Data): Answer | null {
  try {
    return compileFor(valid, variables);
  } catch (error) {
    if (error instanceof NotCompiled) return null;
    throw error;
  }
}

const conditionsOf = conditionReader();

/** Compiles a query as it is first executed, once for each way in which `@skip` and `@include` can turn out. */
export function compileOperation(valid: ValidOperation): ExecuteOperation {
  const { schema, operation } = valid;
  const { variableDefinitions = [] } = operation;
  const coerce = compileVariables(schema, variableDefinitions);
  const conditions = conditionsOf(valid);
  const compiled = new Map<string, Answer | null>();

  function answerFor(variables: Data): Answer | null {
    const key = conditions.map((name) => String(variables[name])).join(' ');
    const known = compiled.get(key);
    if (known !== undefined) return known;
    const isDecided = conditions.every((name) => typeof variables[name] === 'boolean');
    const answer = isDecided ? tryToCompile(valid, variables) : null;
    compiled.set(key, answer);
    return answer;
  }

  return ({ context, variables }) => {
    if (operation.operation !== OperationTypeNode.QUERY) return null;
    const { coerced, errors } = coerce(variables);
    if (errors) return { errors };
    return answerFor(coerced)?.(context, coerced) ?? null;
  };
}
