import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Caller } from './caller.ts';
import { KEYS_FRESH_FOR } from './issuer-keys.ts';
import { tokenRefusal } from './token-refusal.ts';
import { hasExpired } from './verify-token.ts';

/** Tokens remembered at once, at about a kilobyte each. */
const MOST_REMEMBERED = 10_000;

/** A caller and the end of the token that says so, in seconds since 1970. */
export interface IdentifiedCaller {
  caller: Caller;
  exp: number;
}

interface Remembered extends IdentifiedCaller {
  /** When the signature was checked, in milliseconds since 1970. */
  checkedAt: number;
}

/** A token is a secret: what is remembered of it cannot be used in its place. */
function digest(token: string): string {
  return hash('sha256', token, 'base64');
}

/**
 * Remembers whom a token stands for, so that its signature is not checked at every request. It is checked again once
 * it is as old as the issuer's keys may be, so that a key taken back ends its tokens; an expired token is refused at once.
 */
export function rememberCallers(
  identifyCaller: (token: string) => Promise<IdentifiedCaller>,
): (token: string) => Promise<Caller> {
  const remembered = new LRUCache<string, Remembered>({ max: MOST_REMEMBERED });
  return async (token) => {
    const key = digest(token);
    const known = remembered.get(key);
    const now = Date.now();
    if (known !== undefined && hasExpired(known.exp, now)) {
      remembered.delete(key);
      throw tokenRefusal('EXPIRED');
    }
    if (known !== undefined && now < known.checkedAt + KEYS_FRESH_FOR) return known.caller;
    const identified = await identifyCaller(token);
    remembered.set(key, { ...identified, checkedAt: now });
    return identified.caller;
  };
}
