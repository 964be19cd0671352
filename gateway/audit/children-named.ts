import { Kind, getOperationAST, valueFromASTUntyped, visit } from 'graphql';
import type { DocumentNode } from 'graphql';
import { readChildNumber } from '../../shared/children/child-number.ts';

/** The arguments by which an operation asks or does something about a child that its answer need not hold. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  query: ['childId'],
  mutation: ['childId', 'id'],
};

function argumentsOf(document: DocumentNode): readonly string[] {
  const operation = getOperationAST(document);
  return (operation && ARGUMENTS[operation.operation]) ?? ['childId', 'id'];
}

function defaultsIn(document: DocumentNode): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  visit(document, {
    VariableDefinition: ({ variable, defaultValue }) => {
      if (defaultValue) defaults[variable.name.value] = valueFromASTUntyped(defaultValue);
    },
  });
  return defaults;
}

/** The register serials that an operation names: whose log is read, who is sealed, for whom an emergency is opened. */
export function childrenNamed(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>> = {},
): number[] {
  const values = { ...defaultsIn(document), ...variables };
  const names = argumentsOf(document);
  const found = new Set<number>();
  visit(document, {
    [Kind.ARGUMENT]: ({ name, value }) => {
      if (!names.includes(name.value)) return;
      const childNo = readChildNumber(String(valueFromASTUntyped(value, values)));
      if (childNo !== null) found.add(childNo);
    },
  });
  return [...found];
}

/** The register serials of children by their register numbers; what is no number is left out. */
export function serialsOf(childIds: readonly string[]): number[] {
  return childIds.map(readChildNumber).filter((childNo) => childNo !== null);
}
