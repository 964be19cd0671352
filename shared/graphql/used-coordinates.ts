import {
  TypeInfo,
  getNamedType,
  isInputObjectType,
  isInputType,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type {
  DocumentNode,
  GraphQLInputObjectType,
  GraphQLSchema,
  VariableDefinitionNode,
} from 'graphql';

/** What an operation uses of the schema: names of the schema only, never a value. */
export interface Used {
  /** `Type.field`, `Type.field(argument:)` and `Input.field`, as they stand in the operation. */
  coordinates: ReadonlySet<string>;
  /** The variables whose values are input objects, which may use more. */
  inputs: ReadonlyMap<string, GraphQLInputObjectType>;
}

function inputOf(
  schema: GraphQLSchema,
  { variable, type }: VariableDefinitionNode,
): [string, GraphQLInputObjectType][] {
  const given = typeFromAST(schema, type);
  const named = isInputType(given) ? getNamedType(given) : undefined;
  return isInputObjectType(named) ? [[variable.name.value, named]] : [];
}

/** Reads what an operation uses of a schema; what the schema does not know of it is left out. */
export function usedCoordinates(document: DocumentNode, schema: GraphQLSchema): Used {
  const types = new TypeInfo(schema);
  const coordinates = new Set<string>();
  const inputs = new Map<string, GraphQLInputObjectType>();
  const fieldNow = () => {
    const [parent, field] = [types.getParentType(), types.getFieldDef()];
    return parent && field && !field.name.startsWith('__') ? `${parent.name}.${field.name}` : null;
  };
  visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: (node) => {
        inputOf(schema, node).forEach(([name, type]) => inputs.set(name, type));
      },
      Field: () => {
        const coordinate = fieldNow();
        if (coordinate !== null) coordinates.add(coordinate);
      },
      Argument: ({ name }) => {
        const coordinate = fieldNow();
        if (types.getDirective() || coordinate === null || !types.getArgument()) return;
        coordinates.add(`${coordinate}(${name.value}:)`);
      },
      ObjectField: ({ name }) => {
        const parent = types.getParentInputType();
        const type = parent && getNamedType(parent);
        if (isInputObjectType(type) && type.getFields()[name.value])
          coordinates.add(`${type.name}.${name.value}`);
      },
    }),
  );
  return { coordinates, inputs };
}

/** The input fields that a value of a variable names, at whatever depth; the values in it are not looked at. */
export function inputCoordinates(type: GraphQLInputObjectType, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => inputCoordinates(type, item));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const field = type.getFields()[name];
    if (field === undefined) return [];
    const named = getNamedType(field.type);
    const below = isInputObjectType(named) ? inputCoordinates(named, inner) : [];
    return [`${type.name}.${name}`, ...below];
  });
}

/** Every input field that a value of a type may name. */
export function allInputCoordinates(type: GraphQLInputObjectType): string[] {
  const seen = new Set<string>();
  const follow = (input: GraphQLInputObjectType): string[] => {
    if (seen.has(input.name)) return [];
    seen.add(input.name);
    return Object.values(input.getFields()).flatMap((field) => {
      const named = getNamedType(field.type);
      return [`${input.name}.${field.name}`, ...(isInputObjectType(named) ? follow(named) : [])];
    });
  };
  return follow(type);
}
