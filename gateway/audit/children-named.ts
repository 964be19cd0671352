import { getOperationAST, valueFromASTUntyped, visit } from 'graphql';
import type { DocumentNode, ValueNode } from 'graphql';
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

/** Where a document states children's numbers, and what its variables stand at by default. */
interface Places {
  values: readonly ValueNode[];
  defaults: Readonly<Record<string, unknown>>;
}

function findPlaces(document: DocumentNode): Places {
  const names = argumentsOf(document);
  const values: ValueNode[] = [];
  const defaults: Record<string, unknown> = {};
  visit(document, {
    Argument: ({ name, value }) => {
      if (names.includes(name.value)) values.push(value);
    },
    VariableDefinition: ({ variable, defaultValue }) => {
      if (defaultValue) defaults[variable.name.value] = valueFromASTUntyped(defaultValue);
    },
  });
  return { values, defaults };
}

const known = new WeakMap<DocumentNode, Places>();

function placesIn(document: DocumentNode): Places {
  const places = known.get(document) ?? findPlaces(document);
  known.set(document, places);
  return places;
}

/** The register serials that an operation, as it is left to be executed, names: whose log is read, who is sealed, for whom an emergency is opened. */
export function childrenNamed(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>> = {},
): number[] {
  const { values, defaults } = placesIn(document);
  const given = { ...defaults, ...variables };
  const found = values.map((value) => readChildNumber(String(valueFromASTUntyped(value, given))));
  return [...new Set(found.filter((childNo) => childNo !== null))];
}

/** The register serials of children by their register numbers; what is no number is left out. */
export function serialsOf(childIds: readonly string[]): number[] {
  return childIds.map(readChildNumber).filter((childNo) => childNo !== null);
}
