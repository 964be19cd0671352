import { Kind, visit } from 'graphql';
import type { ASTNode, DocumentNode, FieldDefinitionNode, TypeNode } from 'graphql';
import { bears, isKeyField, namedType, objectsIn } from './department-schema.ts';
import type { ObjectNode } from './department-schema.ts';

/** The type that the register and the departments all add to, and the one that cohorts are asked by. */
export const CHILD = 'Child';
export const COHORT = 'Cohort';

const ROOTS = ['Query', 'Mutation', 'Subscription'];
/** Types to which several departments add fields, each of which is protected by itself. */
const SHARED_TYPES = [...ROOTS, CHILD, COHORT];
const PROTECTIONS = ['requiresScopes', 'authenticated'];

/** Whether a type or field says who may see it. */
export function statesProtection(node: Pick<FieldDefinitionNode, 'directives'>): boolean {
  return bears(node, ...PROTECTIONS);
}

/** What a schema shows to whoever asks: a field of a shared type, or a type of its own, that states no protection. */
export function unprotected(schema: DocumentNode): string[] {
  return objectsIn(schema).flatMap((type) => {
    const { value } = type.name;
    if (!SHARED_TYPES.includes(value)) return statesProtection(type) ? [] : [value];
    return coordinates(type, (field) => !isKeyField(type, field) && !statesProtection(field));
  });
}

function coordinates(type: ObjectNode, holds: (field: FieldDefinitionNode) => boolean): string[] {
  return (type.fields ?? []).filter(holds).map(({ name }) => `${type.name.value}.${name.value}`);
}

/** The fields that must be able to be null, so that whoever fails to answer costs nothing else, and are not. */
export function notNullable(schema: DocumentNode, isRegister: boolean): string[] {
  const must = isRegister ? ROOTS : SHARED_TYPES;
  return objectsIn(schema)
    .filter(({ name }) => must.includes(name.value))
    .flatMap((type) =>
      coordinates(
        type,
        (field) => !isKeyField(type, field) && field.type.kind === Kind.NON_NULL_TYPE,
      ),
    );
}

const DESCRIBED: readonly string[] = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
];

function nameOf(node: ASTNode): string {
  return 'name' in node ? node.name.value : '';
}

/** The coordinate of a node below its parents: `Type`, `Type.field` or `Type.field.argument`. */
export function coordinateOf(
  node: ASTNode,
  ancestors: readonly (ASTNode | readonly ASTNode[])[],
): string {
  const parents = ancestors.filter((ancestor) => 'kind' in ancestor).map(nameOf);
  return [...parents, nameOf(node)].filter(Boolean).join('.');
}

function hasWords({ description }: { description?: { value: string } | undefined }): boolean {
  return description !== undefined && description.value.trim() !== '';
}

/** The types, fields, arguments and values that nothing is said of. */
export function undescribed(schema: DocumentNode): string[] {
  const missing: string[] = [];
  visit(schema, {
    enter: (node, _key, _parent, _path, ancestors) => {
      const isSaid = 'description' in node && hasWords(node);
      if (DESCRIBED.includes(node.kind) && !isSaid) missing.push(coordinateOf(node, ancestors));
    },
  });
  return missing;
}

function isList(type: TypeNode): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return isList(type.type);
  return type.kind === Kind.LIST_TYPE;
}

/** The fields of connections that a `@listSize(sizedFields: [...])` of some field speaks for. */
function sizedFields(objects: readonly ObjectNode[]): ReadonlySet<string> {
  return new Set(
    objects
      .flatMap(({ fields = [] }) => fields)
      .filter((field) => bears(field, 'listSize'))
      .map(({ type }) => namedType(type)),
  );
}

/**
 * The lists of objects that say nothing of their length, by `@listSize`; a connection's own lists are measured by the
 * field that answers the connection. Objects known to other departments only count as objects: `others` names them.
 */
export function costNotStated(schema: DocumentNode, others: ReadonlySet<string>): string[] {
  const objects = objectsIn(schema);
  const names = new Set([...others, ...objects.map(({ name }) => name.value)]);
  const sized = sizedFields(objects);
  return objects
    .filter(({ name }) => !sized.has(name.value))
    .flatMap((type) =>
      coordinates(
        type,
        (field) =>
          isList(field.type) && names.has(namedType(field.type)) && !bears(field, 'listSize'),
      ),
    );
}
