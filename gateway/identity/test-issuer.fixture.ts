import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import type { CryptoKey, JWK, JWTPayload } from 'jose';
import { listen } from '../../shared/http/listen.ts';
import { sendJson } from '../../shared/http/send-json.ts';
import { AccessRefusal } from './access-refusal.ts';

/** A key pair of the test's issuer. */
export interface TestKey {
  kid: string;
  alg: string;
  privateKey: CryptoKey;
  /** The public half, as published. */
  jwk: JWK;
}

export async function makeKey(kid: string, alg = 'ES256'): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  return { kid, alg, privateKey, jwk };
}

/** Seconds since 1970, by the clock the tests may have set. */
export function nowInSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** What the tests' issuer states, before a test changes it. */
export function claimsOf(issuer: string): JWTPayload {
  const now = nowInSeconds();
  return {
    iss: issuer,
    aud: 'chung-tay',
    sub: 'user-7',
    azp: 'console',
    role: 'coordinator',
    iat: now,
    exp: now + 3600,
  };
}

/** Signs claims as an access token (RFC 9068); `header` adds to the protected header or changes it. */
export function sign(
  { kid, alg, privateKey }: TestKey,
  claims: JWTPayload,
  header: Record<string, unknown> = {},
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg, kid, typ: 'at+jwt', ...header })
    .sign(privateKey);
}

/** An issuer that answers discovery and keys over HTTP, and does as the test says. */
export async function startTestIssuer(keys: readonly TestKey[]) {
  const state = { keys, isBroken: false, keyRequests: 0, discoveryRequests: 0 };
  let issuer = '';
  const server = await listen(
    (request, response) => {
      const isKeys = request.url === '/keys';
      if (isKeys) state.keyRequests += 1;
      else state.discoveryRequests += 1;
      if (state.isBroken) sendJson(response, 500, { message: 'broken' });
      else if (isKeys) sendJson(response, 200, { keys: state.keys.map(({ jwk }) => jwk) });
      else sendJson(response, 200, { issuer, jwks_uri: `${issuer}/keys` });
    },
    { host: '127.0.0.1', port: 0 },
  );
  issuer = server.url;
  return { issuer, state, [Symbol.asyncDispose]: server.close };
}

/** The refusal that a promise ends in; fails where it ends in anything else. */
export async function refusalOf(promise: Promise<unknown>): Promise<AccessRefusal> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof AccessRefusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}
