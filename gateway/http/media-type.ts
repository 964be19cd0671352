import type { IncomingMessage } from 'node:http';
import accepts from 'accepts';
import { LRUCache } from 'lru-cache';

const OFFERED = [
  'application/json; charset=utf-8',
  'application/graphql-response+json; charset=utf-8',
];

/** Accept headers whose outcome is remembered. */
const MOST_KEPT = 100;

const chosenFor = new LRUCache<string, { mediaType: string | null }>({ max: MOST_KEPT });

function choose(request: IncomingMessage): string | null {
  const chosen = accepts(request).types(OFFERED);
  return typeof chosen === 'string' ? chosen : null;
}

/** What an answer will be written as, by the request's Accept header (RFC 9110, 12.5.1); null where it takes none of it. */
export function chooseMediaType(request: IncomingMessage): string | null {
  const { accept = '*/*' } = request.headers;
  const known = chosenFor.get(accept);
  if (known) return known.mediaType;
  const mediaType = choose(request);
  chosenFor.set(accept, { mediaType });
  return mediaType;
}
