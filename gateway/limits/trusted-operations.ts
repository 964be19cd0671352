import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { Kind, parse, print } from 'graphql';
import type { DocumentNode } from 'graphql';
import { StartProblem } from '../../shared/start/start-problem.ts';

const FOLDER = path.join(import.meta.dirname, '../operations');

/** An operation that was looked at before it was let in. */
export interface TrustedOperation {
  name: string;
  /** SHA-256 of `text`, in lower-case hexadecimal. */
  id: string;
  /** As GraphQL's printer writes it, without comments. */
  text: string;
}

/** The trusted operations, by their ids. */
export type Manifest = ReadonlyMap<string, TrustedOperation>;

function parseFile(file: string, text: string): DocumentNode {
  try {
    return parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartProblem(`gateway/operations/${file} is no GraphQL: ${reason}.`);
  }
}

function nameOf(file: string, document: DocumentNode): string {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [operation] = operations;
  const expected = path.basename(file, '.graphql');
  const name = operation?.name?.value ?? '';
  const isNamedLikeFile = name.replaceAll(/(?<=.)[A-Z]/g, '-$&').toLowerCase() === expected;
  if (operations.length === 1 && isNamedLikeFile) return name;
  throw new StartProblem(
    `gateway/operations/${file} must hold one operation, named like the file: ${expected} in PascalCase.`,
  );
}

function readOperation(folder: string, file: string): TrustedOperation {
  const document = parseFile(file, readFileSync(path.join(folder, file), 'utf8'));
  const text = print(document);
  const id = createHash('sha256').update(text).digest('hex');
  return { name: nameOf(file, document), id, text };
}

/**
 * Reads gateway/operations: one operation a file, named like it. Throws StartProblem for a file that holds anything
 * else.
 */
export function readTrustedOperations(folder = FOLDER): Manifest {
  const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const operations = files.sort().map((file) => readOperation(folder, file));
  return new Map(operations.map((operation) => [operation.id, operation]));
}
