import { parse } from 'graphql';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { TrustedOperation } from '../limits/trusted-operations.ts';
import type { SeenOperation } from '../usage/operation-use.ts';
import { normaliseOperation } from '../usage/normalise-operation.ts';
import { allInputCoordinates, usedCoordinates } from '../../shared/graphql/used-coordinates.ts';

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

function ofSeen(seen: SeenOperation, names: ReadonlyMap<string, string>): KnownOperation {
  const { client, count, lastSeenOn, text } = seen;
  const by = names.get(text);
  const times = count === 1 ? 'once' : `${count} times, last`;
  return {
    who: `client ${client}${by === undefined ? '' : ` by ${by}`} (${times} on ${lastSeenOn})`,
    isTrusted: false,
    document: parse(text),
    coordinates: new Set(seen.coordinates),
  };
}

/** The operations that a change is judged by, read against the graph as it runs. */
export function knownOperations(
  trusted: Iterable<TrustedOperation>,
  seen: Iterable<SeenOperation>,
  api: GraphQLSchema,
): KnownOperation[] {
  const published = [...trusted];
  const names = new Map(
    published.map(({ name, text }) => [normaliseOperation(parse(text)), name] as const),
  );
  return [
    ...published.map((operation) => ofTrusted(operation, api)),
    ...[...seen].map((operation) => ofSeen(operation, names)),
  ];
}
