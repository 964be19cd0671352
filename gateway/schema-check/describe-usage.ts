import { isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLNamedType, GraphQLSchema } from 'graphql';
import { nearest } from '../../shared/text/nearest.ts';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { deprecations, usersOf } from './deprecations.ts';
import type { KnownOperation } from './known-operations.ts';
import { writeTable } from './write-table.ts';

function coordinatesOf(type: GraphQLNamedType): string[] {
  if (isInputObjectType(type))
    return [type.name, ...Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)];
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return [
    type.name,
    ...Object.values(type.getFields()).flatMap(({ name, args }) => [
      `${type.name}.${name}`,
      ...args.map((argument) => `${type.name}.${name}(${argument.name}:)`),
    ]),
  ];
}

/** Throws StartProblem, with what was probably meant, for a coordinate that the schema does not have. */
function checkCoordinate(coordinate: string, api: GraphQLSchema): void {
  const known = Object.values(api.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap(coordinatesOf);
  if (known.includes(coordinate)) return;
  const meant = nearest(coordinate, known);
  const hint = meant === null ? 'Write it as Type.field, Type or Input.field.' : `Is it ${meant}?`;
  throw new StartProblem(`The graph has no ${coordinate} that clients could ask for. ${hint}`);
}

function rowsOf(operations: readonly KnownOperation[]): string[][] {
  const sorted = [...operations].sort(
    (one, other) => Number(other.isTrusted) - Number(one.isTrusted),
  );
  return sorted.map(({ who }) => [who]);
}

/** Who uses a part of the schema. Throws StartProblem for one that there is not. */
export function describeUsage(
  coordinate: string,
  api: GraphQLSchema,
  operations: readonly KnownOperation[],
): string {
  checkCoordinate(coordinate, api);
  const users = usersOf(coordinate, operations);
  const reason = deprecations(api, []).find((each) => each.coordinate === coordinate)?.reason;
  const head = reason === undefined ? '' : `${coordinate} is to go: ${reason}\n`;
  if (users.length === 0)
    return `${head}Nobody uses ${coordinate}: no trusted operation, and none seen in 90 days.`;
  return `${head}${coordinate} is used by\n${writeTable(rowsOf(users))}`;
}

/** What is to go, and who still uses it. */
export function describeDeprecations(
  api: GraphQLSchema,
  operations: readonly KnownOperation[],
): string {
  const found = deprecations(api, operations);
  if (found.length === 0) return 'Nothing in the graph is marked @deprecated.';
  const rows = found.flatMap(({ coordinate, reason, users }) =>
    (users.length === 0 ? ['nobody'] : users).map((who, index) =>
      index === 0 ? [coordinate, reason, who] : ['', '', who],
    ),
  );
  return `What is to go, why, and who still uses it\n${writeTable(rows)}`;
}
