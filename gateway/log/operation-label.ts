import { createHash } from 'node:crypto';
import { Kind, print, visit } from 'graphql';
import type { DocumentNode, NameNode } from 'graphql';
import type { Manifest } from '../limits/trusted-operations.ts';

/** Hexadecimal digits of a hash that tell operations apart. */
const DIGITS = 16;

function nameNode(value: string): NameNode {
  return { kind: Kind.NAME, value };
}

/** A document with nothing in it that a client chose: no aliases, values, variables, or names of its own. */
function formOf(document: DocumentNode): DocumentNode {
  const renamed = new Map<string, NameNode>();
  const rename = ({ value }: NameNode): NameNode => {
    const name = renamed.get(value) ?? nameNode(`f${renamed.size}`);
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

/**
 * Makes the function that names operations in the log: a trusted one by its name, any other by a hash of its form,
 * since names, aliases and values are the client's and may hold a child's name. `queryHash` is the SHA-256 of its text.
 */
export function operationLabels(manifest: Manifest) {
  const known = new WeakMap<DocumentNode, string>();
  return (queryHash: string, document: DocumentNode): string => {
    const trusted = manifest.get(queryHash)?.name;
    if (trusted !== undefined) return trusted;
    const hash =
      known.get(document) ??
      createHash('sha256')
        .update(print(formOf(document)))
        .digest('hex')
        .slice(0, DIGITS);
    known.set(document, hash);
    return hash;
  };
}
