import type { DocumentNode, GraphQLSchema } from 'graphql';
import { hashOfText, normaliseOperation } from './normalise-operation.ts';
import { inputCoordinates, usedCoordinates } from '../../shared/graphql/used-coordinates.ts';
import type { Used } from '../../shared/graphql/used-coordinates.ts';

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
  /** The very same list for the same operation, where no variable adds to it. */
  coordinates: readonly string[];
}

interface Known extends ReadOperation {
  inputs: Used['inputs'];
}

/** Makes the function that reads what was asked; a document that was read before costs no more than a look-up. */
export function askedReader() {
  const known = new WeakMap<DocumentNode, Map<string, Known>>();
  const read = ({ document, operationName, schema }: Asked): Known => {
    const text = normaliseOperation(document, operationName);
    const { coordinates, inputs } = usedCoordinates(document, schema);
    return { hash: hashOfText(text), text, coordinates: [...coordinates], inputs };
  };
  return (asked: Asked): ReadOperation => {
    const ofDocument = known.get(asked.document) ?? new Map<string, Known>();
    known.set(asked.document, ofDocument);
    const name = asked.operationName ?? '';
    const found = ofDocument.get(name) ?? read(asked);
    ofDocument.set(name, found);
    if (found.inputs.size === 0) return found;
    const given = [...found.inputs].flatMap(([variable, type]) =>
      inputCoordinates(type, asked.variables[variable]),
    );
    return { ...found, coordinates: [...found.coordinates, ...given] };
  };
}
