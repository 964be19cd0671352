import { Kind } from 'graphql';
import type { FieldNode } from 'graphql';

/** Children are known to the trace by the field `id` of this type, and asked for by the argument of that name. */
export const CHILD_TYPE = 'Child';
export const CHILD_NUMBER = 'id';

/** The response names of what the gateway asks for beside the client's selection. No client may use them. */
export const HIDDEN_TYPE = '_hiddenType';
export const HIDDEN_CHILD_NUMBER = '_hiddenChildNumber';

const PRIVATE_NAMES = new Set([HIDDEN_TYPE, HIDDEN_CHILD_NUMBER]);

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

/** Tells the trace which child is shown. */
export const hiddenChildNumber: FieldNode = aliased(HIDDEN_CHILD_NUMBER, CHILD_NUMBER);
