import { Kind, visit } from 'graphql';
import type {
  DocumentNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import type { Limits } from './limits.ts';

/** How large an operation is by its form alone, whatever its fields cost. */
export type Extent = Omit<Limits, 'cost'>;

/** What a selection set holds when each fragment is put where it is used. */
interface Span {
  depth: number;
  /** Fields on the set itself. */
  width: number;
  aliases: number;
}

interface Fragments {
  byName: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Each is measured once, so fragments within fragments cost no more time than their text is long. */
  measured: Map<string, Span>;
}

const NOTHING: Span = { depth: 0, width: 0, aliases: 0 };

/** The named fragments of a document. */
export function fragmentsOf(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = document.definitions.filter(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

function spanOfFragment(name: string, fragments: Fragments): Span {
  const known = fragments.measured.get(name);
  const definition = fragments.byName.get(name);
  if (known || !definition) return known ?? NOTHING;
  const span = spanOfSet(definition.selectionSet, fragments);
  fragments.measured.set(name, span);
  return span;
}

function spanOf(selection: SelectionNode, fragments: Fragments): Span {
  if (selection.kind === Kind.FRAGMENT_SPREAD)
    return spanOfFragment(selection.name.value, fragments);
  if (selection.kind === Kind.INLINE_FRAGMENT) return spanOfSet(selection.selectionSet, fragments);
  const below = selection.selectionSet ? spanOfSet(selection.selectionSet, fragments) : NOTHING;
  return {
    depth: below.depth + 1,
    width: 1,
    aliases: below.aliases + (selection.alias ? 1 : 0),
  };
}

function spanOfSet({ selections }: SelectionSetNode, fragments: Fragments): Span {
  return selections
    .map((selection) => spanOf(selection, fragments))
    .reduce(
      (sum, span) => ({
        depth: Math.max(sum.depth, span.depth),
        width: sum.width + span.width,
        aliases: sum.aliases + span.aliases,
      }),
      NOTHING,
    );
}

function countNodes(document: DocumentNode): Pick<Extent, 'directives' | 'fragments'> {
  const counted = { directives: 0, fragments: 0 };
  const countFragment = () => {
    counted.fragments += 1;
  };
  visit(document, {
    Directive: () => {
      counted.directives += 1;
    },
    FragmentDefinition: countFragment,
    InlineFragment: countFragment,
  });
  return counted;
}

/** Measures one operation of a document that is valid, so that no fragment holds itself. */
export function operationExtent(
  operation: OperationDefinitionNode,
  document: DocumentNode,
): Extent {
  const fragments = { byName: fragmentsOf(document), measured: new Map<string, Span>() };
  const { depth, width, aliases } = spanOfSet(operation.selectionSet, fragments);
  return { depth, rootFields: width, aliases, ...countNodes(document) };
}
