import type { IncomingMessage } from 'node:http';
import accepts from 'accepts';

const OFFERED = [
  'application/json; charset=utf-8',
  'application/graphql-response+json; charset=utf-8',
];

/** What an answer will be written as, by the request's Accept header (RFC 9110, 12.5.1); null where it takes none of it. */
export function chooseMediaType(request: IncomingMessage): string | null {
  const chosen = accepts(request).types(OFFERED);
  return typeof chosen === 'string' ? chosen : null;
}
