import { getNamedType, isInterfaceType, isObjectType, isUnionType } from 'graphql';
import type { GraphQLNamedType, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { readAccessTable } from '../access/access-table.ts';
import { CHILD, COHORT } from './conventions.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';
import type { Supergraph } from './supergraph.ts';

/** The types whose inside is reached through the register's door only. */
const BEHIND_THE_DOOR = [CHILD, COHORT];

function kindsOf(api: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  return isInterfaceType(type) || isUnionType(type) ? api.getPossibleTypes(type) : [];
}

/** The object types that the root fields lead to without going through a child or a cohort. */
function inTheOpen(api: GraphQLSchema): GraphQLObjectType[] {
  const roots = [api.getQueryType(), api.getMutationType(), api.getSubscriptionType()];
  const reached = new Set<GraphQLObjectType>();
  const follow = (type: GraphQLObjectType): void => {
    if (reached.has(type) || BEHIND_THE_DOOR.includes(type.name)) return;
    reached.add(type);
    for (const field of Object.values(type.getFields()))
      kindsOf(api, getNamedType(field.type)).forEach(follow);
  };
  for (const root of roots) if (root) follow(root);
  return [...reached];
}

/** The departments that hold records of children: each has its own `:aggregate`. */
function recordHolders({ sdl }: Supergraph): string[] {
  return [...readAccessTable(sdl).scopes]
    .filter((scope) => scope.endsWith(':aggregate'))
    .map((scope) => scope.replace(/:aggregate$/, ''));
}

/** The departments' records about children are what their own `:read` opens; the register's, what `child:` opens. */
function showsRecords(
  { needOf }: Supergraph,
  coordinate: readonly [string, string],
  holders: readonly string[],
): boolean {
  const scopes = (needOf(...coordinate) ?? []).flat();
  return scopes.some(
    (scope) => scope.startsWith('child:') || holders.some((name) => scope.startsWith(`${name}:`)),
  );
}

/**
 * The department's fields that reach a child, or a child's record, without going through the register's door: by a root
 * field, through whatever types, or by a field that answers children. `fields` are those it answers.
 */
export function waysAroundTheDoor(
  next: Supergraph,
  fields: ReadonlyMap<string, number | null>,
): Problem[] {
  const holders = recordHolders(next);
  const open = new Set(inTheOpen(next.api).map(({ name }) => name));
  return [...fields].flatMap(([coordinate, line]) => {
    const [type = '', name = ''] = coordinate.split('.');
    const parent = next.api.getType(type);
    const field = isObjectType(parent) ? parent.getFields()[name] : undefined;
    if (field === undefined || (type === COHORT && getNamedType(field.type).name === COHORT))
      return [];
    const answered = kindsOf(next.api, getNamedType(field.type)).map((kind) => kind.name);
    const isDoor = answered.some((kind) => BEHIND_THE_DOOR.includes(kind));
    const isOpen = open.has(type) && showsRecords(next, [type, name], holders);
    if (!isDoor && !isOpen) return [];
    const message = isDoor
      ? `${coordinate} leads to children, and the register’s door alone may: who may not see a child must find no other way. Answer what your department knows, as fields of Child or Cohort.`
      : `${coordinate} shows records of children without going through a child, so whoever may not see the child could read them. Put it on Child.`;
    return [problem('REACHES_A_CHILD', coordinate, message, line)];
  });
}
