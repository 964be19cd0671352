import type { IncomingHttpHeaders } from 'node:http';
import { tokenRefusal } from './token-refusal.ts';

/** RFC 6750, 2.1: the scheme, in any case, then the token in its 64-letter alphabet. */
const BEARER = /^bearer +([\w.~+/-]+=*)$/i;

/** The token of the header Authorization, the only place it is taken from. Throws AccessRefusal where there is none, or no Bearer one. */
export function bearerToken({ authorization = '' }: IncomingHttpHeaders): string {
  if (authorization.trim() === '') throw tokenRefusal('MISSING');
  const token = BEARER.exec(authorization.trim())?.[1];
  if (token === undefined) throw tokenRefusal('MALFORMED');
  return token;
}
