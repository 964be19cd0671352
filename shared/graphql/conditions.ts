import { GraphQLIncludeDirective, GraphQLSkipDirective, Kind, visit } from 'graphql';
import type { DirectiveNode, DocumentNode, OperationDefinitionNode } from 'graphql';

const CONDITIONS = [GraphQLSkipDirective.name, GraphQLIncludeDirective.name];

interface OperationOfDocument {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

function variablesIn({ name, arguments: given = [] }: DirectiveNode): string[] {
  if (!CONDITIONS.includes(name.value)) return [];
  return given.flatMap(({ value }) => (value.kind === Kind.VARIABLE ? [value.name.value] : []));
}

function conditionsIn(document: DocumentNode, operation: OperationDefinitionNode): string[] {
  const names = new Set<string>();
  visit(document, {
    OperationDefinition: (node) => (node === operation ? undefined : false),
    Directive: (node) => {
      variablesIn(node).forEach((name) => names.add(name));
    },
  });
  return [...names];
}

/** The variables that decide what of an operation is asked for, found once for each. */
export function conditionReader() {
  const known = new WeakMap<OperationDefinitionNode, readonly string[]>();
  return ({ document, operation }: OperationOfDocument): readonly string[] => {
    const names = known.get(operation) ?? conditionsIn(document, operation);
    known.set(operation, names);
    return names;
  };
}
