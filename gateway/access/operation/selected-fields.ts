import {
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  getDirectiveValues,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isNullableType,
} from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { GraphError } from '../../../shared/errors/graph-error.ts';
import { hiddenChildOf, isPrivate } from './hidden-fields.ts';

/** A field of an operation, as it is asked of objects of one type. */
export interface SelectedField {
  /** Its name in the answer. */
  key: string;
  type: string;
  name: string;
  /** As first written, without its selections and without the conditions that were decided. */
  node: FieldNode;
  isNullable: boolean;
  /** Introspection and `__typename`: they tell of the schema, not of a child. */
  isMeta: boolean;
  below: SelectedLevel | null;
}

/** What is asked of the objects at one place: for each type they may have, its fields in the order of the answer. */
export interface SelectedLevel {
  type: GraphQLCompositeType;
  fields: ReadonlyMap<string, readonly SelectedField[]>;
  /** For each of these types that is about one child, what tells which. */
  hiddenChildren: ReadonlyMap<string, FieldNode>;
}

export interface OperationParts {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced; those that `@skip` and `@include` name are there. */
  variables: Readonly<Record<string, unknown>>;
}

function refuseAlias(alias: string): never {
  throw new GraphError(
    'RESERVED_ALIAS',
    {
      en: `"${alias}" cannot be used as an alias: the gateway uses that name itself. Choose another alias.`,
      vi: `Không thể dùng "${alias}" làm bí danh vì cổng chung dùng tên này. Hãy chọn bí danh khác.`,
    },
    { alias, http: { status: 400 } },
  );
}

function fieldOf(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> {
  const meta = [TypeNameMetaFieldDef, SchemaMetaFieldDef, TypeMetaFieldDef].find(
    (candidate) => candidate.name === name,
  );
  const field = meta ?? type.getFields()[name];
  if (field === undefined) throw new Error(`${type.name} has no field ${name}.`);
  return field;
}

const CONDITIONS = [GraphQLSkipDirective.name, GraphQLIncludeDirective.name];

function bare({ alias, name, arguments: given = [], directives = [] }: FieldNode): FieldNode {
  return {
    kind: Kind.FIELD,
    ...(alias && { alias }),
    name,
    arguments: given,
    directives: directives.filter((directive) => !CONDITIONS.includes(directive.name.value)),
  };
}

/**
 * Reads operations as an executor does (GraphQL specification, sections 6.3.1 and 6.3.2): fragments opened, conditions
 * decided, fields of one response name merged. Equal places share one level, so that fragments used over and over cost
 * no more than once. Errors: RESERVED_ALIAS for an alias that is the gateway's own.
 */
export class OperationReader {
  readonly #parts: OperationParts;
  readonly #numbers = new Map<SelectionSetNode, number>();
  readonly #levels = new Map<string, SelectedLevel>();

  constructor(parts: OperationParts) {
    this.#parts = parts;
  }

  /** Every level read so far. */
  get levels(): Iterable<SelectedLevel> {
    return this.#levels.values();
  }

  /** What the selection sets ask of objects of a type. */
  read(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): SelectedLevel {
    const place = [type.name, ...sets.map((set) => this.#numberOf(set))].join(' ');
    const level = this.#levels.get(place) ?? this.#readLevel(type, sets);
    this.#levels.set(place, level);
    return level;
  }

  #numberOf(set: SelectionSetNode): number {
    const number = this.#numbers.get(set) ?? this.#numbers.size;
    this.#numbers.set(set, number);
    return number;
  }

  #readLevel(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): SelectedLevel {
    const kinds = isAbstractType(type) ? this.#parts.schema.getPossibleTypes(type) : [type];
    const hiddenChildren = kinds.flatMap((kind): [string, FieldNode][] => {
      const hidden = hiddenChildOf(kind);
      return hidden === null ? [] : [[kind.name, hidden]];
    });
    return {
      type,
      fields: this.#fieldsByType(kinds, sets),
      hiddenChildren: new Map(hiddenChildren),
    };
  }

  #fieldsByType(kinds: readonly GraphQLObjectType[], sets: readonly SelectionSetNode[]) {
    return new Map(
      kinds.map((kind): [string, SelectedField[]] => {
        const collected = new Map<string, FieldNode[]>();
        const seen = new Set<string>();
        for (const set of sets) this.#collect(kind, set, { collected, seen });
        const fields = [...collected].map(([key, nodes]) => this.#field(kind, key, nodes));
        return [kind.name, fields];
      }),
    );
  }

  #field(type: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): SelectedField {
    const [node] = nodes;
    if (node === undefined) throw new Error(`Nothing asks for ${key}.`);
    if (isPrivate(key)) refuseAlias(key);
    const field = fieldOf(type, node.name.value);
    const answered = getNamedType(field.type);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return {
      key,
      type: type.name,
      name: field.name,
      node: bare(node),
      isNullable: isNullableType(field.type),
      isMeta: field.name.startsWith('__') || type.name.startsWith('__'),
      below: isCompositeType(answered) ? this.read(answered, sets) : null,
    };
  }

  #collect(
    type: GraphQLObjectType,
    { selections }: SelectionSetNode,
    found: { collected: Map<string, FieldNode[]>; seen: Set<string> },
  ): void {
    for (const selection of selections.filter((node) => this.#isIncluded(node))) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        found.collected.set(key, [...(found.collected.get(key) ?? []), selection]);
        continue;
      }
      const fragment = this.#fragment(selection, found.seen);
      if (fragment && this.#applies(type, fragment.typeCondition?.name.value))
        this.#collect(type, fragment.selectionSet, found);
    }
  }

  #fragment(selection: Exclude<SelectionNode, FieldNode>, seen: Set<string>) {
    if (selection.kind === Kind.INLINE_FRAGMENT) return selection;
    if (seen.has(selection.name.value)) return undefined;
    seen.add(selection.name.value);
    return this.#parts.fragments.get(selection.name.value);
  }

  #isIncluded(node: SelectionNode): boolean {
    const { variables } = this.#parts;
    return (
      getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
      getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
    );
  }

  #applies(type: GraphQLObjectType, condition: string | undefined): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wanted = this.#parts.schema.getType(condition);
    return isAbstractType(wanted) && this.#parts.schema.isSubType(wanted, type);
  }
}
