import { Kind } from 'graphql';
import type { DocumentNode, SelectionSetNode } from 'graphql';
import { isPrivate } from '../access/operation/hidden-fields.ts';

/** A field's place in an answer, by response names, without list indexes. */
export type FieldPath = readonly string[];

const ENTITIES = '_entities';

/** Leaves out list positions and type conditions, which a plan's path marks `@`, numbers and `|[Type]`. */
export function withoutIndexes(path: readonly (string | number)[]): FieldPath {
  return path.filter(
    (step): step is string => typeof step === 'string' && step !== '@' && !step.startsWith('|['),
  );
}

function responseNames(selectionSet: SelectionSetNode, document: DocumentNode): string[] {
  return selectionSet.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.alias?.value ?? selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return responseNames(selection.selectionSet, document);
    const fragment = document.definitions.find(
      (definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION &&
        definition.name.value === selection.name.value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION
      ? responseNames(fragment.selectionSet, document)
      : [];
  });
}

/** The fields that a fetch asks a department for, as places in the client's answer. */
export function fetchedPaths(document: DocumentNode, at: FieldPath): FieldPath[] {
  const operation = document.definitions.find(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [at];
  const entities = operation.selectionSet.selections.find(
    (selection) => selection.kind === Kind.FIELD && selection.name.value === ENTITIES,
  );
  const selected =
    entities?.kind === Kind.FIELD && entities.selectionSet
      ? entities.selectionSet
      : operation.selectionSet;
  const names = new Set(responseNames(selected, document));
  names.delete('__typename');
  return [...names].filter((name) => !isPrivate(name)).map((name) => [...at, name]);
}

/** A path in a department's answer as a place in the client's. */
export function placeInAnswer(path: readonly (string | number)[], at: FieldPath): FieldPath {
  return [...at, ...withoutIndexes(path[0] === ENTITIES ? path.slice(1) : path)];
}

/** Whether one place lies in the other, or is the same. */
export function isWithin(inner: FieldPath, outer: FieldPath): boolean {
  return outer.every((step, index) => inner[index] === step);
}
