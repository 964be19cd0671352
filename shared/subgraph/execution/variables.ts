import { GraphQLScalarType, Kind, getVariableValues, isScalarType } from 'graphql';
import type { GraphQLError, GraphQLSchema, TypeNode, VariableDefinitionNode } from 'graphql';
import { isRecord } from '../../json/is-record.ts';
import type { Data } from './values.ts';

/** Variables as their types have them, or what is wrong with them. */
export type Coerced =
  { coerced: Data; errors?: never } | { coerced?: never; errors: readonly GraphQLError[] };

/** Wrong variables that are told of, as graphql-js does. */
const MOST_ERRORS = 50;

function textOf(type: TypeNode): string {
  if (type.kind === Kind.NAMED_TYPE) return type.name.value;
  return type.kind === Kind.LIST_TYPE ? `[${textOf(type.type)}]` : `${textOf(type.type)}!`;
}

const ANY = '_Any';
const TAKEN_AS_IT_IS = new GraphQLScalarType({ name: ANY }).parseValue;

/** Whether a variable holds references, whose scalar takes them as they are. */
function holdsReferences({ type }: VariableDefinitionNode, schema: GraphQLSchema): boolean {
  const scalar = schema.getType(ANY);
  const isTaken = isScalarType(scalar) && scalar.parseValue === TAKEN_AS_IT_IS;
  return isTaken && textOf(type) === `[${ANY}!]!`;
}

function areReferences(value: unknown): boolean {
  return Array.isArray(value) && value.every(isRecord);
}

/**
 * Compiles the coercion of variables (GraphQL specification, section 6.1.2), by graphql-js but for references, of which
 * there may be thousands.
 */
export function compileVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): (given: Readonly<Data>) => Coerced {
  const references = definitions.filter((definition) => holdsReferences(definition, schema));
  const names = references.map(({ variable }) => variable.name.value);
  const others = definitions.filter((definition) => !references.includes(definition));
  const options = { maxErrors: MOST_ERRORS };
  return (given) => {
    if (names.length === 0 || !names.every((name) => areReferences(given[name])))
      return getVariableValues(schema, definitions, given, options);
    const { coerced, errors } =
      others.length > 0 ? getVariableValues(schema, others, given, options) : { coerced: {} };
    if (errors) return { errors };
    for (const name of names) coerced[name] = given[name];
    return { coerced };
  };
}
