import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLInt,
  Kind,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  typeFromAST,
} from 'graphql';
import type { GraphQLInputType, GraphQLSchema, OperationDefinitionNode } from 'graphql';

/** Values of a right form that mean nothing: the first register number, a day, a moment. */
const SCALARS: Readonly<Record<string, unknown>> = {
  [GraphQLInt.name]: 1,
  [GraphQLFloat.name]: 1,
  [GraphQLBoolean.name]: true,
  ID: '00000000010',
  Date: '2022-12-31',
  DateTime: '2022-12-31T00:00:00Z',
};

function placeholder(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return placeholder(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return SCALARS[type.name] ?? 'x';
  const required = Object.values(type.getFields()).filter(isRequiredInputField);
  return Object.fromEntries(required.map((field) => [field.name, placeholder(field.type)]));
}

/** Values for the variables that an operation cannot do without, so that it can be planned. */
export function placeholderVariables(
  { variableDefinitions = [] }: OperationDefinitionNode,
  schema: GraphQLSchema,
): Record<string, unknown> {
  const needed = variableDefinitions.filter(
    ({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined,
  );
  return Object.fromEntries(
    needed.flatMap(({ variable, type }) => {
      const found = typeFromAST(schema, type);
      return isInputType(found) ? [[variable.name.value, placeholder(found)]] : [];
    }),
  );
}
