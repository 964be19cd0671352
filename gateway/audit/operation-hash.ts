import { createHash } from 'node:crypto';
import { Kind, print, visit } from 'graphql';
import type { DocumentNode, NameNode } from 'graphql';

/** The document with nothing in it that a client chose: no aliases, values, variables, or names of its own. */
function formOf(document: DocumentNode): DocumentNode {
  const renamed = new Map<string, NameNode>();
  const rename = ({ value }: NameNode): NameNode => {
    const name = renamed.get(value) ?? { kind: Kind.NAME, value: `f${renamed.size}` };
    renamed.set(value, name);
    return name;
  };
  return visit(document, {
    OperationDefinition: (node) => ({ ...node, name: undefined, variableDefinitions: [] }),
    Field: (node) => ({ ...node, alias: undefined }),
    Argument: (node) => ({ ...node, value: { kind: Kind.NULL } }),
    FragmentSpread: (node) => ({ ...node, name: rename(node.name) }),
    FragmentDefinition: (node) => ({ ...node, name: rename(node.name) }),
  });
}

const known = new WeakMap<DocumentNode, string>();

/**
 * Names an operation by its form: SHA-256, hexadecimal. A hash of its text could be guessed back where a child's number
 * or name stands in it; equal forms have equal hashes whatever the values.
 */
export function operationHash(document: DocumentNode): string {
  const hash =
    known.get(document) ??
    createHash('sha256')
      .update(print(formOf(document)))
      .digest('hex');
  known.set(document, hash);
  return hash;
}
