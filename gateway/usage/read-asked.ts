import type { DocumentNode, GraphQLSchema } from 'graphql';
import { hashOfText, normaliseOperation } from './normalise-operation.ts';
import { inputCoordinates, usedCoordinates } from './used-coordinates.ts';
import type { Used } from './used-coordinates.ts';

/** An operation as it was asked. */
export interface Asked {
  document: DocumentNode;
  operationName: string | null | undefined;
  variables: Readonly<Record<string, unknown>>;
  schema: GraphQLSchema;
  client: string;
}

/** What is kept of it: names of the schema and no value. */
export interface ReadOperation {
  hash: string;
  text: string;
  coordinates: readonly string[];
}

type Known = Used & { hash: string; text: string };

/** Makes the function that reads what was asked; a document that was read before costs no more than a look-up. */
export function askedReader() {
  const known = new WeakMap<DocumentNode, Map<string, Known>>();
  const read = ({ document, operationName, schema }: Asked): Known => {
    const text = normaliseOperation(document, operationName);
    return { hash: hashOfText(text), text, ...usedCoordinates(document, schema) };
  };
  return (asked: Asked): ReadOperation => {
    const ofDocument = known.get(asked.document) ?? new Map<string, Known>();
    known.set(asked.document, ofDocument);
    const name = asked.operationName ?? '';
    const { hash, text, coordinates, inputs } = ofDocument.get(name) ?? read(asked);
    ofDocument.set(name, { hash, text, coordinates, inputs });
    const given = [...inputs].flatMap(([variable, type]) =>
      inputCoordinates(type, asked.variables[variable]),
    );
    return { hash, text, coordinates: [...coordinates, ...given] };
  };
}
