import { GraphQLError, Kind, parse, print } from 'graphql';
import type {
  DefinitionNode,
  DocumentNode,
  FieldDefinitionNode,
  ObjectTypeDefinitionNode,
  ObjectTypeExtensionNode,
  TypeNode,
} from 'graphql';
import { readPrelude } from '../../shared/subgraph/schema.ts';
import type { Problem } from './problem.ts';
import { problem } from './problem.ts';

export type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

/** A department's schema, read. */
export interface DepartmentSchema {
  /** What the department states, without the prelude that all share. */
  own: DocumentNode;
  /** The prelude and that, for composing. */
  typeDefs: DocumentNode;
}

const prelude = readPrelude();
const PRELUDE_TEXTS = new Set(prelude.definitions.map((definition) => print(definition)));

/** The names that the prelude gives to everyone. */
export const PRELUDE_NAMES: ReadonlySet<string> = new Set(prelude.definitions.flatMap(nameOf));

function nameOf(definition: DefinitionNode): string[] {
  return 'name' in definition ? [definition.name.value] : [];
}

/** Reads a department's SDL, with the prelude in it or without; throws GraphQLError for what is no SDL. */
export function readDepartmentSchema(sdl: string): DepartmentSchema {
  const { definitions } = parse(sdl.normalize('NFC'));
  const own = definitions.filter((definition) => !PRELUDE_TEXTS.has(print(definition)));
  return {
    own: { kind: Kind.DOCUMENT, definitions: own },
    typeDefs: { kind: Kind.DOCUMENT, definitions: [...prelude.definitions, ...own] },
  };
}

/** A text that is no SDL, in words. */
export function explainNoSchema(error: unknown): Problem {
  const [place] = error instanceof GraphQLError ? (error.locations ?? []) : [];
  const reason = error instanceof Error ? error.message : String(error);
  const where = place === undefined ? '' : ` (line ${place.line}, column ${place.column})`;
  return problem('NO_SCHEMA', null, `This is no GraphQL schema${where}: ${reason}`, place?.line);
}

/** The object types that a schema defines or extends. */
export function objectsIn({ definitions }: DocumentNode): ObjectNode[] {
  return definitions.filter(
    (definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.OBJECT_TYPE_EXTENSION,
  );
}

/** The name of a type without its lists and exclamation marks. */
export function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

/** Whether a field is part of one of its type's keys. */
export function isKeyField(type: ObjectNode, field: FieldDefinitionNode): boolean {
  return (type.directives ?? []).some((directive) => {
    const fields = directive.arguments?.find((argument) => argument.name.value === 'fields')?.value;
    return (
      directive.name.value === 'key' &&
      fields?.kind === Kind.STRING &&
      fields.value.split(/\s+/).includes(field.name.value)
    );
  });
}

/** Whether a type or field bears a directive. */
export function bears(
  { directives = [] }: Pick<FieldDefinitionNode, 'directives'>,
  ...names: string[]
): boolean {
  return directives.some(({ name }) => names.includes(name.value));
}
