import {
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  Kind,
  getDirectiveValues,
  isAbstractType,
} from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
  TypeNode,
} from 'graphql';

/** What selections are read by. */
export interface SelectionsIn {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced; those that `@skip` and `@include` name are there. */
  variables: Readonly<Record<string, unknown>>;
}

/** All places where a field is written, by the key that it is answered under. */
export type CollectedFields = ReadonlyMap<string, readonly [FieldNode, ...FieldNode[]]>;

function isIncluded(node: SelectionNode, { variables }: SelectionsIn): boolean {
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false
  );
}

function meets(condition: TypeNode | undefined, type: GraphQLObjectType, schema: GraphQLSchema) {
  if (condition?.kind !== Kind.NAMED_TYPE) return true;
  const wanted = schema.getType(condition.name.value);
  return wanted === type || (isAbstractType(wanted) && schema.isSubType(wanted, type));
}

/** Collects the fields that are asked of objects of one type (GraphQL specification, section 6.3.2). */
export function collectFields(
  sets: readonly SelectionSetNode[],
  type: GraphQLObjectType,
  parts: SelectionsIn,
): CollectedFields {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>();
  const opened = new Set<string>();

  function add(node: FieldNode): void {
    const key = node.alias?.value ?? node.name.value;
    const known = fields.get(key);
    if (known) known.push(node);
    else fields.set(key, [node]);
  }

  function open(node: Exclude<SelectionNode, FieldNode>): void {
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      if (opened.has(node.name.value)) return;
      opened.add(node.name.value);
    }
    const fragment =
      node.kind === Kind.FRAGMENT_SPREAD ? parts.fragments.get(node.name.value) : node;
    if (fragment && meets(fragment.typeCondition, type, parts.schema))
      collect(fragment.selectionSet);
  }

  function collect({ selections }: SelectionSetNode): void {
    for (const node of selections) {
      if (!isIncluded(node, parts)) continue;
      if (node.kind === Kind.FIELD) add(node);
      else open(node);
    }
  }

  sets.forEach(collect);
  return fields;
}
