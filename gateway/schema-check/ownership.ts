import { Kind, visit } from 'graphql';
import type { DefinitionNode, DocumentNode } from 'graphql';
import { PRELUDE_NAMES, isKeyField, bears, objectsIn } from './department-schema.ts';
import { problem } from './problem.ts';
import type { Problem } from './problem.ts';

/** The directives of the prelude that say something of what is the department's own. */
const ALLOWED = [
  'key',
  'external',
  'inaccessible',
  'authenticated',
  'requiresScopes',
  'cost',
  'listSize',
  'deprecated',
  'specifiedBy',
  'oneOf',
];

const WHY: Readonly<Record<string, string>> = {
  override: 'takes a field away from the department that answers it. Add a field of your own name.',
  shareable: 'lets others answer the same. Only what the prelude shares is shared.',
  interfaceObject:
    'puts fields onto the types of other departments. Add fields to Child or Cohort.',
  link: 'is the prelude’s. Leave "extend schema" out.',
};

/** Directives are known by their own names too, `@federation__override`. */
function plainName(name: string): string {
  return name.split('__').at(-1) ?? name;
}

interface Named {
  name?: { value: string };
}

function placeOf(ancestors: readonly unknown[]): string {
  const isNamed = (node: unknown): node is Named =>
    typeof node === 'object' && node !== null && 'name' in node;
  return ancestors
    .filter(isNamed)
    .flatMap(({ name }) => name?.value ?? [])
    .join('.');
}

/** The directives in a schema, each as `@name on Place`, with its line. */
function directivesIn(schema: DocumentNode): Map<string, { name: string; line: number | null }> {
  const found = new Map<string, { name: string; line: number | null }>();
  visit(schema, {
    Directive: ({ name, loc }, _key, _parent, _path, ancestors) => {
      const line = loc?.startToken.line ?? null;
      found.set(`@${name.value} on ${placeOf(ancestors)}`, { name: name.value, line });
    },
  });
  return found;
}

/** Directives that reach beyond what is the department's own; those that stand there already may stay. */
export function forbiddenDirectives(schema: DocumentNode, standing: DocumentNode): Problem[] {
  const before = directivesIn(standing);
  return [...directivesIn(schema)]
    .filter(([use, { name }]) => !ALLOWED.includes(name) && !before.has(use))
    .map(([use, { name, line }]) => {
      const why = WHY[plainName(name)] ?? 'is none that a department may use. Leave it out.';
      const place = use.split(' on ')[1] ?? '';
      const about = place === '' ? null : place;
      return problem('DIRECTIVE_NOT_ALLOWED', about, `@${name} on ${place} ${why}`, line);
    });
}

/** Definitions of directives, and of the schema itself, which are the prelude's. */
export function foreignDefinitions({ definitions }: DocumentNode): Problem[] {
  const isForeign = ({ kind }: DefinitionNode) =>
    kind === Kind.DIRECTIVE_DEFINITION ||
    kind === Kind.SCHEMA_DEFINITION ||
    kind === Kind.SCHEMA_EXTENSION;
  return definitions
    .filter(isForeign)
    .map(({ loc }) =>
      problem(
        'DIRECTIVE_NOT_ALLOWED',
        null,
        'Directives and what they are called are the prelude’s (shared/graphql/prelude.graphql): leave "schema" and "directive" out.',
        loc?.startToken.line ?? null,
      ),
    );
}

const OPEN_TO_ALL = ['Query', 'Mutation', 'Subscription'];

/** The types that a schema states, whether objects of an entity that others may add fields to. */
function typesIn(schema: DocumentNode): Map<string, { isEntity: boolean; line: number | null }> {
  const entities = new Set(
    objectsIn(schema)
      .filter((type) => bears(type, 'key'))
      .map(({ name }) => name.value),
  );
  return new Map(
    schema.definitions.flatMap((definition) => {
      if (!('name' in definition)) return [];
      const { value } = definition.name;
      const line = definition.loc?.startToken.line ?? null;
      return [[value, { isEntity: entities.has(value), line }] as const];
    }),
  );
}

/** The types of other departments that are stated here too, though they are no entity that fields are added to. */
export function takenTypes(
  schema: DocumentNode,
  standing: DocumentNode,
  others: ReadonlyMap<string, DocumentNode>,
): Problem[] {
  const kept = typesIn(standing);
  return [...typesIn(schema)]
    .filter(([name]) => !OPEN_TO_ALL.includes(name) && !PRELUDE_NAMES.has(name) && !kept.has(name))
    .flatMap(([name, { isEntity, line }]) => {
      const owner = [...others].find(([, other]) => typesIn(other).has(name));
      if (owner === undefined) return [];
      if (isEntity && typesIn(owner[1]).get(name)?.isEntity === true) return [];
      const message = `The type ${name} is ${owner[0]}’s, and what two departments state of one type is joined. Give yours a name that begins with its topic.`;
      return [problem('TAKES_ANOTHERS', name, message, line)];
    });
}

/** The fields, by coordinate, that a schema answers itself: keys and what is @external apart. */
export function answeredFields(schema: DocumentNode): Map<string, number | null> {
  const fields = objectsIn(schema).flatMap((type) =>
    (type.fields ?? [])
      .filter((field) => !isKeyField(type, field) && !bears(field, 'external'))
      .map((field) => {
        const coordinate = `${type.name.value}.${field.name.value}`;
        return [coordinate, field.loc?.startToken.line ?? null] as const;
      }),
  );
  return new Map(fields);
}

/** The fields of other departments that are answered here too. */
export function takenFields(
  schema: DocumentNode,
  standing: DocumentNode,
  others: ReadonlyMap<string, DocumentNode>,
): Problem[] {
  const kept = answeredFields(standing);
  return [...answeredFields(schema)]
    .filter(([coordinate]) => !kept.has(coordinate))
    .flatMap(([coordinate, line]) => {
      const owner = [...others].find(([, other]) => answeredFields(other).has(coordinate));
      if (owner === undefined) return [];
      const message = `${coordinate} is ${owner[0]}’s to answer. Give your field a name of its own.`;
      return [problem('TAKES_ANOTHERS', coordinate, message, line)];
    });
}
