import {
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  getDirectiveValues,
  isCompositeType,
} from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type { MeetsCondition } from '../plan/type-conditions.ts';

/** An operation's parts, by which its selections are read. */
export interface OperationParts {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced; those that `@skip` and `@include` name are there. */
  variables: Readonly<Record<string, unknown>>;
  meets: MeetsCondition;
}

/** Selections, with the type that they are written on. */
export interface Selections {
  set: SelectionSetNode;
  on: GraphQLCompositeType;
}

/** A field as it is asked of objects of one type. */
export interface CollectedField {
  key: string;
  name: string;
  /** The type that it is first written on. */
  on: GraphQLCompositeType;
  /** The name of the type that errors call its parent. */
  parent: string;
  /** What is asked of its values, from all places where it is written. */
  below: Selections[];
}

/** The objects that fields are collected for. */
interface Objects {
  /** What they say of their type; null where they do not. */
  typeName: string | null;
  parent: string;
}

function isIncluded(node: SelectionNode, { variables }: OperationParts): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
  );
}

/** The type of what a field answers, named. */
type AnsweredType = (field: FieldNode, on: GraphQLCompositeType) => GraphQLCompositeType | null;

/** Collects the fields of operations (GraphQL specification, section 6.3.2), in the order of the answer. */
export class FieldCollector {
  readonly #parts: OperationParts;
  readonly #answered: AnsweredType;
  readonly #fields = new Map<string, CollectedField>();

  constructor(parts: OperationParts, answered: AnsweredType) {
    this.#parts = parts;
    this.#answered = answered;
  }

  get fields(): CollectedField[] {
    return [...this.#fields.values()];
  }

  collect({ set, on }: Selections, objects: Objects): void {
    for (const selection of set.selections) {
      if (!isIncluded(selection, this.#parts)) continue;
      if (selection.kind === Kind.FIELD) this.#addField(selection, on, objects);
      else this.#openFragment(selection, on, objects);
    }
  }

  #addField(node: FieldNode, on: GraphQLCompositeType, { parent }: Objects): void {
    const key = node.alias?.value ?? node.name.value;
    const field = this.#fields.get(key) ?? { key, name: node.name.value, on, parent, below: [] };
    this.#fields.set(key, field);
    const answered = this.#answered(node, on);
    if (node.selectionSet && answered) field.below.push({ set: node.selectionSet, on: answered });
  }

  #openFragment(
    selection: Exclude<SelectionNode, FieldNode>,
    on: GraphQLCompositeType,
    objects: Objects,
  ): void {
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : this.#parts.fragments.get(selection.name.value);
    if (!fragment) return;
    const { typeCondition, selectionSet: set } = fragment;
    if (!typeCondition) {
      this.collect({ set, on }, objects);
      return;
    }
    const name = typeCondition.name.value;
    const type = this.#parts.schema.getType(name);
    if (!isCompositeType(type)) return;
    if (!this.#parts.meets(objects.typeName ?? objects.parent, name)) return;
    this.collect({ set, on: type }, { ...objects, parent: name });
  }
}
