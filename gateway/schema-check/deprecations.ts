import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLNamedType, GraphQLSchema } from 'graphql';
import type { KnownOperation } from './known-operations.ts';

/** A part of the schema that is to go, and who still uses it. */
export interface Deprecation {
  coordinate: string;
  reason: string;
  users: readonly string[];
}

interface Part {
  name: string;
  deprecationReason?: string | null | undefined;
}

function deprecatedIn(type: GraphQLNamedType): { coordinate: string; reason: string }[] {
  const noted = (prefix: string, parts: readonly Part[], suffix = '') =>
    parts.flatMap(({ name, deprecationReason: reason }) =>
      reason == null ? [] : [{ coordinate: `${prefix}${name}${suffix}`, reason }],
    );
  if (isEnumType(type)) return noted(`${type.name}.`, type.getValues());
  if (isInputObjectType(type)) return noted(`${type.name}.`, Object.values(type.getFields()));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields());
  const args = fields.flatMap((field) => noted(`${type.name}.${field.name}(`, field.args, ':)'));
  return [...noted(`${type.name}.`, fields), ...args];
}

/** Whose operations use what a coordinate names; a type's name stands for all of its parts. */
export function usersOf(
  coordinate: string,
  operations: readonly KnownOperation[],
): KnownOperation[] {
  const isMeant = (used: string) => used === coordinate || used.startsWith(`${coordinate}.`);
  return operations.filter(({ coordinates }) => [...coordinates].some(isMeant));
}

/** What of a schema is marked as deprecated, and who still uses it. */
export function deprecations(
  api: GraphQLSchema,
  operations: readonly KnownOperation[],
): Deprecation[] {
  return Object.values(api.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap(deprecatedIn)
    .map(({ coordinate, reason }) => {
      const users = usersOf(coordinate, operations).map(({ who }) => who);
      return { coordinate, reason, users: [...new Set(users)] };
    });
}
