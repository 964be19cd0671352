import type { DocumentNode } from 'graphql';
import { operationHash } from '../audit/operation-hash.ts';
import type { Manifest } from '../limits/trusted-operations.ts';

/** Hexadecimal digits of a hash that tell operations apart. */
const DIGITS = 16;

/**
 * Makes the function that names operations in the log: a trusted one by its name, any other by a hash of its form,
 * since names, aliases and values are the client's and may hold a child's name. `queryHash` is the SHA-256 of its text.
 */
export function operationLabels(manifest: Manifest) {
  return (queryHash: string, document: DocumentNode): string =>
    manifest.get(queryHash)?.name ?? operationHash(document).slice(0, DIGITS);
}
