import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import type { AccessRefusal } from './access-refusal.ts';
import { tokenRefusal } from './token-refusal.ts';

/** Signature algorithms that are taken: asymmetric ones, so that no published key can sign. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']
  .concat(['ES256', 'ES384', 'ES512'])
  .concat(['EdDSA', 'Ed25519']);

/**
 * How far the issuer's clock may run ahead of ours, in seconds, before a fresh token counts as not valid yet. Expiry is
 * given no tolerance: a token ends when it says.
 */
const CLOCK_TOLERANCE = 5;

/** The first letters of a demo issuer's key names, by which a gateway in production knows its tokens. */
export const DEMO_KEY_PREFIX = 'demo-';

/** What a token must show. */
export interface TokenChecks {
  issuer: string;
  audience: string;
  /** The header `typ`; at+jwt where the issuer follows RFC 9068. */
  tokenType: string;
  keys: JWTVerifyGetKey;
  takesDemo: boolean;
}

/** The claims of a token that passed every check. */
export type VerifiedClaims = JWTPayload & { exp: number };

function claimFault(claim: string, checks: TokenChecks): AccessRefusal {
  if (claim === 'iss') return tokenRefusal('ISSUER', checks.issuer);
  if (claim === 'aud') return tokenRefusal('AUDIENCE', checks.audience);
  if (claim === 'typ') return tokenRefusal('TYPE', checks.tokenType);
  return claim === 'nbf' ? tokenRefusal('NOT_YET_VALID') : tokenRefusal('CLAIM', claim);
}

/** What jose found wrong, as a refusal; anything but a wrong token is handed back as it is. */
function explain(error: unknown, checks: TokenChecks): unknown {
  if (error instanceof errors.JOSEAlgNotAllowed)
    return tokenRefusal('ALGORITHM', ALGORITHMS.join(', '));
  if (error instanceof errors.JWTExpired) return tokenRefusal('EXPIRED');
  if (error instanceof errors.JWTClaimValidationFailed) return claimFault(error.claim, checks);
  if (error instanceof errors.JWSSignatureVerificationFailed) return tokenRefusal('SIGNATURE');
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return tokenRefusal('KEY');
  return error instanceof errors.JOSEError ? tokenRefusal('MALFORMED') : error;
}

function checkHeader(token: string, { takesDemo }: TokenChecks): void {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(token);
  } catch {
    throw tokenRefusal('MALFORMED');
  }
  if (String(header.alg).toLowerCase() === 'none') throw tokenRefusal('UNSIGNED');
  if (!takesDemo && String(header.kid).startsWith(DEMO_KEY_PREFIX)) throw tokenRefusal('DEMO');
}

/**
 * Checks a token's signature, type, issuer, audience and times, and answers its claims. Throws AccessRefusal with a
 * sentence of its own for each thing that can be wrong.
 */
export async function verifyToken(token: string, checks: TokenChecks): Promise<VerifiedClaims> {
  checkHeader(token, checks);
  const now = Date.now();
  try {
    const { payload } = await jwtVerify<VerifiedClaims>(token, checks.keys, {
      algorithms: ALGORITHMS,
      issuer: checks.issuer,
      audience: checks.audience,
      typ: checks.tokenType,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: CLOCK_TOLERANCE,
      currentDate: new Date(now),
    });
    if (hasExpired(payload.exp, now)) throw tokenRefusal('EXPIRED');
    // RFC 9449, 7.2: whoever stole a bound token must not get by without the proof.
    if (payload['cnf'] !== undefined) throw tokenRefusal('BOUND');
    return payload;
  } catch (error) {
    throw explain(error, checks);
  }
}

/** Whether a token's time is over: `exp` in seconds (RFC 7519, 4.1.4: not accepted on or after), now in milliseconds. */
export function hasExpired(exp: number, now: number): boolean {
  return exp * 1000 <= now;
}
