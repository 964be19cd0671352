import { Kind, defaultFieldResolver, getNamedType, isObjectType } from 'graphql';
import type { ConstDirectiveNode, ConstValueNode, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { GraphError } from '../errors/graph-error.ts';
import type { Grant } from './grant.ts';

/** Sets of scopes, one of which must be held whole: the argument of `@requiresScopes`. */
export type ScopeChoice = readonly (readonly string[])[];

/** What resolvers are given, by which guards decide. */
export interface Guarded {
  grant: Grant;
}

/** Any field: graphql-js leaves the types of source and context to its users. */
export type Field = ReturnType<GraphQLObjectType['getFields']>[string];

const DIRECTIVE = 'requiresScopes';

function texts(value: ConstValueNode): string[] {
  if (value.kind === Kind.STRING) return [value.value];
  return value.kind === Kind.LIST ? value.values.flatMap(texts) : [];
}

function choicesIn(directives: readonly ConstDirectiveNode[] = []): ScopeChoice[] {
  return directives
    .filter(({ name }) => name.value === DIRECTIVE)
    .map(({ arguments: given = [] }) => {
      const scopes = given.find(({ name }) => name.value === 'scopes')?.value;
      return scopes?.kind === Kind.LIST ? scopes.values.map(texts) : [];
    });
}

/** What a field asks for: its own protection, its type's and that of the type it answers, all of them. */
export function protectionOf(type: GraphQLObjectType, field: Field): ScopeChoice[] {
  const answered = getNamedType(field.type);
  return [
    type.astNode?.directives,
    field.astNode?.directives,
    answered.astNode?.directives,
  ].flatMap((directives) => choicesIn(directives));
}

function isHeld(choice: ScopeChoice, scopes: readonly string[]): boolean {
  return choice.some((set) => set.every((scope) => scopes.includes(scope)));
}

/** Whether a grant reaches what is so protected. */
export function isReached(protection: readonly ScopeChoice[], { scopes }: Grant): boolean {
  return protection.every((choice) => isHeld(choice, scopes));
}

function refuse(coordinate: string): never {
  throw new GraphError('UNAUTHORIZED_FIELD', {
    en: `You may not see ${coordinate}. Ask whoever manages your access, or leave the field out.`,
    vi: `Bạn không được phép xem ${coordinate}. Hãy hỏi người quản lý quyền truy cập hoặc bỏ trường này.`,
  });
}

/** A resolver taken apart: what is asked first, and what is behind it. */
export interface Guard {
  /** The resolver that is guarded; undefined for graphql-js's own. */
  resolve: Field['resolve'];
  isOpenTo: (context: Guarded) => boolean;
  refuse: () => never;
}

const guards = new WeakMap<NonNullable<Field['resolve']>, Guard>();

/**
 * The guard in front of a resolver, for who asks it once for many calls; undefined where there is none. Whoever does not
 * ask for it calls a resolver that guards itself.
 */
export function guardOf(resolve: Field['resolve']): Guard | undefined {
  return resolve && guards.get(resolve);
}

function guardField(type: GraphQLObjectType, field: Field): void {
  const protection = protectionOf(type, field);
  if (protection.length === 0) return;
  const guard: Guard = {
    resolve: field.resolve,
    isOpenTo: ({ grant }) => isReached(protection, grant),
    refuse: () => refuse(`${type.name}.${field.name}`),
  };
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source: unknown, args: Record<string, unknown>, context: Guarded, info) =>
    guard.isOpenTo(context) ? resolve(source, args, context, info) : guard.refuse();
  guards.set(field.resolve, guard);
}

/**
 * Makes a department's schema enforce its own `@requiresScopes` against the grant of each call, whatever the gateway
 * let through: a field whose scopes are not granted is refused with UNAUTHORIZED_FIELD. Changes the schema in place.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) guardField(type, field);
  }
  return schema;
}

/**
 * Checks a field that is answered without the schema's resolvers by what they would check: every field on the way to it
 * (`nutrition.latest.measuredOn`), from a type on. Throws UNAUTHORIZED_FIELD where the grant does not reach.
 */
export function guardPath(schema: GraphQLSchema, from: string, path: string, grant: Grant): void {
  let type = schema.getType(from);
  for (const name of path.split('.')) {
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    if (!isObjectType(type) || field === undefined) throw new Error(`${from} has no ${path}.`);
    if (!isReached(protectionOf(type, field), grant)) refuse(`${type.name}.${name}`);
    type = getNamedType(field.type);
  }
}
