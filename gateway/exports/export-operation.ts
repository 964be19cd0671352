import { Kind, parse, print, visit } from 'graphql';
import type { DocumentNode, FieldNode, OperationDefinitionNode, SelectionNode } from 'graphql';
import type { TrustedOperation } from '../limits/trusted-operations.ts';

/** A trusted operation whose one list can be exported. */
export interface ExportOperation {
  name: string;
  /** Asks for a page, by the variables `first` and `after`. */
  text: string;
  /** Asks for the numbers of a page's children and nothing else. */
  numbersText: string;
  /** Asks for a page, and by what the register streams the whole list, under `TICKET`. */
  ticketText: string;
  /** Where an answer holds the list: the response keys that lead there. */
  path: readonly string[];
  /** Where an item holds its values, in the order of the operation. */
  columns: readonly (readonly string[])[];
}

/** The field of a list that names it to the register. */
export const TICKET = 'exportTicket';

const NODES = 'nodes';
const PAGE_INFO = 'pageInfo';
const ID: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: 'id' } };
const TICKET_FIELD: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: TICKET } };

function keyOf({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

function takes(field: FieldNode, argument: string): boolean {
  return (field.arguments ?? []).some(
    ({ name, value }) =>
      name.value === argument && value.kind === Kind.VARIABLE && value.name.value === argument,
  );
}

function fieldsOf(field: FieldNode | OperationDefinitionNode): FieldNode[] {
  const selections: readonly SelectionNode[] = field.selectionSet?.selections ?? [];
  return selections.filter((selection) => selection.kind === Kind.FIELD);
}

function below(field: FieldNode, name: string): FieldNode | undefined {
  return fieldsOf(field).find((candidate) => keyOf(candidate) === name);
}

/** Whether a field is a list in pages, of children told by their numbers. */
function isExported(field: FieldNode): boolean {
  const nodes = below(field, NODES);
  const isPaged = takes(field, 'first') && takes(field, 'after');
  return isPaged && !!below(field, PAGE_INFO) && !!nodes && !!below(nodes, 'id');
}

function pathsTo(from: FieldNode | OperationDefinitionNode): FieldNode[][] {
  return fieldsOf(from).flatMap((field) =>
    isExported(field) ? [[field]] : pathsTo(field).map((path) => [field, ...path]),
  );
}

function leavesOf(field: FieldNode): string[][] {
  return fieldsOf(field).flatMap((each) =>
    each.selectionSet ? leavesOf(each).map((path) => [keyOf(each), ...path]) : [[keyOf(each)]],
  );
}

function withoutUnusedVariables(operation: OperationDefinitionNode): OperationDefinitionNode {
  const used = new Set<string>();
  visit(operation.selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  return { ...operation, variableDefinitions };
}

/** The operation with nothing of its children but their numbers. */
function numbersOnly(operation: OperationDefinitionNode, list: FieldNode): DocumentNode {
  const nodes = below(list, NODES);
  const asked = visit(operation, {
    Field: (field) =>
      field === nodes
        ? { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections: [ID] } }
        : undefined,
  });
  return { kind: Kind.DOCUMENT, definitions: [withoutUnusedVariables(asked)] };
}

/** The operation with its list's ticket. */
function withTicket(operation: OperationDefinitionNode, list: FieldNode): OperationDefinitionNode {
  const selections = [...(list.selectionSet?.selections ?? []), TICKET_FIELD];
  return visit(operation, {
    Field: (field) =>
      field === list
        ? { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections } }
        : undefined,
  });
}

/**
 * Reads a trusted operation as one to export: it has one list that takes `$first` and `$after`, asks for its `pageInfo`
 * and its `nodes`, these with their `id`, and no fragments. Null for any other.
 */
export function exportOperation({ name, text }: TrustedOperation): ExportOperation | null {
  const [operation, ...others] = parse(text).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0) return null;
  const [path, ...more] = pathsTo(operation);
  const list = path?.at(-1);
  const nodes = list && below(list, NODES);
  if (path === undefined || list === undefined || nodes === undefined || more.length > 0)
    return null;
  return {
    name,
    text,
    numbersText: print(numbersOnly(operation, list)),
    ticketText: print(withTicket(operation, list)),
    path: path.map(keyOf),
    columns: leavesOf(nodes),
  };
}
