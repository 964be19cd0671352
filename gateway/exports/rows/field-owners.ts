import {
  getNamedType,
  getNullableType,
  isEnumType,
  isListType,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';
import type { ConstDirectiveNode, GraphQLField, GraphQLSchema } from 'graphql';
import { z } from 'zod';
import type { ValueForm } from './row-plan.ts';

const CHILD = 'Child';
const JOIN = 'join__field';

/** Of a field that one department alone answers, by itself; anything else has another form. */
const joinForm = z.strictObject({ graph: z.string(), type: z.string().optional() });

function argumentsOf({ arguments: given = [] }: ConstDirectiveNode): Record<string, unknown> {
  return Object.fromEntries(
    given.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}

/** The department that answers a field of Child, by its name in the supergraph's joins; null unless it is one alone. */
export function ownerOf(schema: GraphQLSchema, field: string): string | null {
  const type = schema.getType(CHILD);
  const node = isObjectType(type) ? type.getFields()[field]?.astNode : null;
  const joins = (node?.directives ?? []).filter(({ name }) => name.value === JOIN);
  const [only, ...others] = joins.map((join) => joinForm.safeParse(argumentsOf(join)).data);
  return others.length === 0 ? (only?.graph ?? null) : null;
}

const FORMS: Readonly<Record<string, ValueForm>> = {
  Int: 'NUMBER',
  Float: 'NUMBER',
  Boolean: 'BOOLEAN',
  String: 'TEXT',
  ID: 'TEXT',
  Date: 'TEXT',
  DateTime: 'TEXT',
};

/** What a field answers: an object, a value of a form, or something that no stream holds, as a list. */
export function kindOf(field: GraphQLField<unknown, unknown>): ValueForm | 'OBJECT' | null {
  if (isListType(getNullableType(field.type))) return null;
  const type = getNamedType(field.type);
  if (isObjectType(type)) return 'OBJECT';
  return isEnumType(type) ? 'TEXT' : (FORMS[type.name] ?? null);
}
