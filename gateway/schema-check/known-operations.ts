import { parse } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { TrustedOperation } from '../limits/trusted-operations.ts';
import type { SeenOperation } from '../usage/operation-use.ts';
import { allInputCoordinates, usedCoordinates } from '../usage/used-coordinates.ts';

/** Somebody who would notice a change. */
export interface KnownOperation {
  /** A trusted operation's name; of one that was seen, the client with the day and count. */
  who: string;
  isTrusted: boolean;
  document: DocumentNode;
  coordinates: ReadonlySet<string>;
}

/** Trusted operations may give any field of the inputs that come by variables. */
function ofTrusted(operation: TrustedOperation, api: GraphQLSchema): KnownOperation {
  const document = parse(operation.text);
  const { coordinates, inputs } = usedCoordinates(document, api);
  const given = [...inputs.values()].flatMap(allInputCoordinates);
  return {
    who: `trusted operation ${operation.name}`,
    isTrusted: true,
    document,
    coordinates: new Set([...coordinates, ...given]),
  };
}

function ofSeen(seen: SeenOperation): KnownOperation {
  const { client, count, lastSeenOn } = seen;
  return {
    who: `client ${client} (${count} times, last on ${lastSeenOn})`,
    isTrusted: false,
    document: parse(seen.text),
    coordinates: new Set(seen.coordinates),
  };
}

/** The operations that a change is judged by, read against the graph as it runs. */
export function knownOperations(
  trusted: Iterable<TrustedOperation>,
  seen: Iterable<SeenOperation>,
  api: GraphQLSchema,
): KnownOperation[] {
  return [
    ...[...trusted].map((operation) => ofTrusted(operation, api)),
    ...[...seen].map((operation) => ofSeen(operation)),
  ];
}
