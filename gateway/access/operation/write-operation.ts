import { Kind, visit } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type { CutField, CutLevel } from './cut-fields.ts';
import { hiddenType } from './hidden-fields.ts';

function selectionSet(selections: readonly SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

function writeField({ node, below }: CutField): FieldNode {
  return below === null ? node : { ...node, selectionSet: writeLevel(below) };
}

/** The fields asked of objects of a type, the hidden ones with them. */
function writeFields({ fields, hiddenChildren }: CutLevel, type: string): FieldNode[] {
  const shown = (fields.get(type) ?? []).filter(({ isCut }) => !isCut).map(writeField);
  const hidden = hiddenChildren.get(type);
  return hidden === undefined ? shown : [...shown, hidden];
}

function onType(type: string, fields: readonly FieldNode[]): SelectionNode[] {
  if (fields.length === 0) return [];
  const typeCondition = {
    kind: Kind.NAMED_TYPE,
    name: { kind: Kind.NAME, value: type },
  } as const;
  return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: selectionSet(fields) }];
}

function writeLevel(level: CutLevel): SelectionSetNode {
  const types = [...level.fields.keys()];
  const written = types.map((type) => ({ type, fields: writeFields(level, type) }));
  if (level.isAbstract)
    return selectionSet([
      hiddenType,
      ...written.flatMap(({ type, fields: asked }) => onType(type, asked)),
    ]);
  const asked = written.flatMap((one) => one.fields);
  return selectionSet(asked.length > 0 ? asked : [hiddenType]);
}

function variableNames(operation: OperationDefinitionNode): Set<string> {
  const names = new Set<string>();
  visit(operation, {
    Variable: ({ name }) => {
      names.add(name.value);
    },
  });
  return names;
}

/** An operation of which something is left, as a document of its own. */
export interface WrittenOperation {
  document: DocumentNode;
  operation: OperationDefinitionNode;
}

/** Writes what is shown of an operation; null where nothing is left to ask for. */
export function writeOperation(
  original: OperationDefinitionNode,
  root: CutLevel,
): WrittenOperation | null {
  const asked = [...root.fields.keys()].flatMap((type) => writeFields(root, type));
  if (asked.length === 0 || root.isLost) return null;
  const bare = { ...original, variableDefinitions: [], selectionSet: selectionSet(asked) };
  const variables = variableNames(bare);
  const operation = {
    ...bare,
    variableDefinitions: (original.variableDefinitions ?? []).filter(({ variable }) =>
      variables.has(variable.name.value),
    ),
  };
  return { document: { kind: Kind.DOCUMENT, definitions: [operation] }, operation };
}
