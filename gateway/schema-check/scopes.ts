import { Kind, isObjectType, valueFromASTUntyped } from 'graphql';
import type { DocumentNode, FieldDefinitionNode } from 'graphql';
import { z } from 'zod';
import { readAccessTable } from '../access/access-table.ts';
import { scopesByDepartment } from '../access/department-scopes.ts';
import { implies } from '../access/need.ts';
import type { Need } from '../access/need.ts';
import { CHILD, COHORT } from './conventions.ts';
import { isKeyField, objectsIn } from './department-schema.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';
import type { Supergraph } from './supergraph.ts';

function inWords(need: Need): string {
  if (need === null) return 'nothing';
  return need.map((set) => set.join(' and ') || 'any viewer').join(', or ') || 'what nobody has';
}

/** The fields, the department's or not, that more people could see than before. */
export function loosened(
  before: Supergraph,
  next: Supergraph,
  lines: ReadonlyMap<string, number | null>,
): Problem[] {
  return Object.values(before.api.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) =>
      Object.keys(isObjectType(type) ? type.getFields() : {}).map(
        (field) => [type.name, field] as const,
      ),
    )
    .filter(([type, field]) => {
      const kept = next.api.getType(type);
      return isObjectType(kept) && kept.getFields()[field] !== undefined;
    })
    .filter(([type, field]) => !implies(next.needOf(type, field), before.needOf(type, field)))
    .map(([type, field]) => {
      const needs = `needs ${inWords(before.needOf(type, field))} now, and would need ${inWords(next.needOf(type, field))}`;
      const message = `${type}.${field} ${needs}: more people could see it. Keep what protects it.`;
      const coordinate = `${type}.${field}`;
      return problem('SCOPE_LOOSENED', coordinate, message, lines.get(coordinate) ?? null);
    });
}

const scopesForm = z.array(z.array(z.string()));

/** The sets of scopes that a type or field states; null where it states none. */
function stated({ directives = [] }: Pick<FieldDefinitionNode, 'directives'>): string[][] | null {
  const directive = directives.find(({ name }) => name.value === 'requiresScopes');
  const value = directive?.arguments?.find(({ name }) => name.value === 'scopes')?.value;
  return value === undefined ? null : scopesForm.catch([]).parse(valueFromASTUntyped(value));
}

/**
 * What a department that adds to Child shows by other scopes than its own: each of its types, and each field of it on
 * Child and Cohort, must ask for one of them in every set. The types of `others` are theirs to protect.
 */
export function notUnderItsOwn(
  department: string,
  schema: DocumentNode,
  others: ReadonlySet<string>,
): Problem[] {
  const objects = objectsIn(schema);
  if (!objects.some(({ name }) => name.value === CHILD)) return [];
  const isOwn = (sets: string[][] | null) =>
    sets !== null &&
    sets.length > 0 &&
    sets.every((set) => set.some((scope) => scope.startsWith(`${department}:`)));
  return objects.flatMap((type) => {
    const { value } = type.name;
    const places =
      value === CHILD || value === COHORT
        ? (type.fields ?? []).filter((field) => !isKeyField(type, field))
        : others.has(value)
          ? []
          : [type];
    return places
      .filter((node) => !isOwn(stated(node)))
      .map((node) => {
        const coordinate =
          node.kind === Kind.FIELD_DEFINITION ? `${value}.${node.name.value}` : value;
        const message = `${coordinate} must ask for a scope of ${department}: @requiresScopes(scopes: [["${department}:read"]]).`;
        const line = node.loc?.startToken.line ?? null;
        return problem('SCOPE_NOT_ITS_OWN', coordinate, message, line);
      });
  });
}

/** The scopes that nobody could ever hold, or a table of roles that would no longer hold together. */
export function unknownScopes(department: string, next: Supergraph): Problem[] {
  try {
    const { scopes } = readAccessTable(next.sdl);
    const asked = scopesByDepartment(next.sdl).get(department) ?? [];
    return [...asked]
      .filter((scope) => !scopes.has(scope))
      .map((scope) =>
        problem(
          'SCOPE_UNKNOWN',
          null,
          `Nobody could ever hold the scope "${scope}": it is not ${department}’s own, and not in gateway/access/scopes.json.`,
        ),
      );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [problem('SCOPE_UNKNOWN', null, reason)];
  }
}
