import { Kind, getNamedType } from 'graphql';
import type { FieldNode, GraphQLField, GraphQLObjectType } from 'graphql';
import { readChildNumber } from '../../../shared/children/child-number.ts';

type Field = GraphQLField<unknown, unknown>;

const CHILD_TYPE = 'Child';

/** The response names of what the gateway asks for beside the client's selection. No client may use them. */
export const HIDDEN_TYPE = '_hiddenType';
const HIDDEN_CHILD_NUMBER = '_hiddenChildNumber';
const HIDDEN_CHILD = '_hiddenChild';

const PRIVATE_NAMES = new Set([HIDDEN_TYPE, HIDDEN_CHILD_NUMBER, HIDDEN_CHILD]);

/** Whether a response name is the gateway's own. */
export function isPrivate(name: string): boolean {
  return PRIVATE_NAMES.has(name);
}

function aliased(alias: string, name: string): FieldNode {
  return {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: alias },
    name: { kind: Kind.NAME, value: name },
  };
}

/** Tells an object's type, and keeps an object alive all of whose fields were cut. */
export const hiddenType: FieldNode = aliased(HIDDEN_TYPE, '__typename');

const ofChild = aliased(HIDDEN_CHILD_NUMBER, 'id');
const byNumber = aliased(HIDDEN_CHILD_NUMBER, 'childId');
const byChild: FieldNode = {
  ...aliased(HIDDEN_CHILD, 'child'),
  selectionSet: { kind: Kind.SELECTION_SET, selections: [ofChild] },
};

/** Whether a field is there and takes no arguments, as the ways into the graph do. */
function isPlain(field: Field | undefined): field is Field {
  return field?.args.length === 0;
}

/**
 * What tells the trace which child an object is about: its `id` for a child itself, its `childId`, or the `id` of its
 * `child`. Null for objects of other types: what they tell of a child is reached through one of these.
 */
export function hiddenChildOf(type: GraphQLObjectType): FieldNode | null {
  const { childId, child } = type.getFields();
  if (type.name === CHILD_TYPE) return ofChild;
  if (isPlain(childId)) return byNumber;
  return isPlain(child) && getNamedType(child.type).name === CHILD_TYPE ? byChild : null;
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** The register number that the hidden field answered, or null where it answered none. */
export function readHiddenChild(value: Readonly<Record<string, unknown>>): string | null {
  const number = value[HIDDEN_CHILD_NUMBER] ?? valueAt(value[HIDDEN_CHILD], HIDDEN_CHILD_NUMBER);
  return typeof number === 'string' && readChildNumber(number) !== null ? number : null;
}
