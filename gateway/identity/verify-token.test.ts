import { beforeAll, describe, expect, test } from '@jest/globals';
import { SignJWT, createLocalJWKSet, exportSPKI, importJWK } from 'jose';
import type { JWTPayload } from 'jose';
import { claimsOf, makeKey, nowInSeconds, refusalOf, sign } from './test-issuer.fixture.ts';
import type { TestKey } from './test-issuer.fixture.ts';
import { verifyToken } from './verify-token.ts';
import type { TokenChecks } from './verify-token.ts';

const ISSUER = 'https://issuer.example';

let key: TestKey;
let stranger: TestKey;
let checks: TokenChecks;
beforeAll(async () => {
  key = await makeKey('first', 'RS256');
  stranger = await makeKey('first', 'RS256');
  checks = {
    issuer: ISSUER,
    audience: 'chung-tay',
    tokenType: 'at+jwt',
    keys: createLocalJWKSet({ keys: [key.jwk] }),
    takesDemo: true,
  };
});

function right(): JWTPayload {
  return claimsOf(ISSUER);
}

function encode(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString(
    'base64url',
  );
}

async function withPayload(payload: JWTPayload): Promise<string> {
  const [header = '', , signature = ''] = (await sign(key, right())).split('.');
  return [header, encode(payload), signature].join('.');
}

async function signedWithPublicKey(alg: string): Promise<string> {
  const publicKey = await importJWK(key.jwk, 'RS256', { extractable: true });
  if (publicKey instanceof Uint8Array) throw new Error('A public key was expected.');
  return new SignJWT(right())
    .setProtectedHeader({ alg, kid: key.kid, typ: 'at+jwt' })
    .sign(new TextEncoder().encode(await exportSPKI(publicKey)));
}

function without(claim: string): JWTPayload {
  return Object.fromEntries(Object.entries(right()).filter(([name]) => name !== claim));
}

const wrong: [string, string, () => string | Promise<string>][] = [
  ['no token at all', 'MALFORMED', () => 'not-a-token'],
  ['two parts of three', 'MALFORMED', () => `${encode({ alg: 'RS256' })}.${encode(right())}`],
  [
    'an encrypted token',
    'MALFORMED',
    () => [encode({ alg: 'RSA-OAEP' }), 'a', 'b', 'c', 'd'].join('.'),
  ],
  [
    'a payload that is no JSON',
    'SIGNATURE',
    async () => {
      const [header = '', , signature = ''] = (await sign(key, right())).split('.');
      return [header, encode('{'), signature].join('.');
    },
  ],
  [
    'a header field that must be understood',
    'MALFORMED',
    async () => {
      const [, payload = '', signature = ''] = (await sign(key, right())).split('.');
      return [encode({ alg: 'RS256', crit: ['exp'], exp: 1 }), payload, signature].join('.');
    },
  ],
  ['unsigned', 'UNSIGNED', () => `${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(right())}.`],
  ['unsigned, spelt otherwise', 'UNSIGNED', () => `${encode({ alg: 'NoNe' })}.${encode(right())}.`],
  [
    'unsigned, with a signature',
    'UNSIGNED',
    () => `${encode({ alg: 'none' })}.${encode(right())}.AAAA`,
  ],
  ['HS256 under the public key', 'ALGORITHM', () => signedWithPublicKey('HS256')],
  ['HS512 under the public key', 'ALGORITHM', () => signedWithPublicKey('HS512')],
  ['no algorithm', 'MALFORMED', () => `${encode({ typ: 'at+jwt' })}.${encode(right())}.AAAA`],
  ['signed by someone else under the same key name', 'SIGNATURE', () => sign(stranger, right())],
  ['a payload changed after signing', 'SIGNATURE', () => withPayload({ ...right(), role: 'x' })],
  [
    'a signature left out',
    'SIGNATURE',
    async () => `${(await sign(key, right())).split('.').slice(0, 2).join('.')}.`,
  ],
  ['an unknown key', 'KEY', () => sign({ ...key, kid: 'second' }, right())],
  [
    'another algorithm than the key is for',
    'KEY',
    async () => {
      const other = await makeKey('first', 'ES256');
      return sign(other, right());
    },
  ],
  ['expired by a second', 'EXPIRED', () => sign(key, { ...right(), exp: nowInSeconds() - 1 })],
  ['expired at this second', 'EXPIRED', () => sign(key, { ...right(), exp: nowInSeconds() })],
  [
    'valid from a minute on',
    'NOT_YET_VALID',
    () => sign(key, { ...right(), nbf: nowInSeconds() + 60 }),
  ],
  ['another issuer', 'ISSUER', () => sign(key, { ...right(), iss: 'https://issuer.example.org' })],
  ['the issuer with a slash more', 'ISSUER', () => sign(key, { ...right(), iss: `${ISSUER}/` })],
  ['no issuer', 'ISSUER', () => sign(key, without('iss'))],
  ['another audience', 'AUDIENCE', () => sign(key, { ...right(), aud: 'chung-tay-2' })],
  ['no audience', 'AUDIENCE', () => sign(key, without('aud'))],
  ['an ID token', 'TYPE', () => sign(key, right(), { typ: 'JWT' })],
  ['no type', 'TYPE', () => sign(key, right(), { typ: undefined })],
  ['no end', 'CLAIM', () => sign(key, without('exp'))],
  ['no subject', 'CLAIM', () => sign(key, without('sub'))],
  ['bound to a key', 'BOUND', () => sign(key, { ...right(), cnf: { jkt: 'x' } })],
];

describe('a wrong token', () => {
  test.each(wrong)('%s: %s', async (_, reason, make) => {
    const refusal = await refusalOf(verifyToken(await make(), checks));
    expect(refusal.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason });
    expect(refusal.status).toBe(401);
    expect(refusal.message).not.toBe('');
    expect(refusal.headers['www-authenticate']).toMatch(
      /^Bearer realm="chung-tay", error="invalid_token", error_description="[\x20\x21\x23-\x5b\x5d-\x7e]+"$/,
    );
  });

  test('has a sentence of its own for each reason', async () => {
    const reasons = new Map<string, string>();
    for (const [, reason, make] of wrong) {
      const { message } = await refusalOf(verifyToken(await make(), checks));
      expect(reasons.get(message) ?? reason).toBe(reason);
      reasons.set(message, reason);
    }
    expect(new Set(reasons.values())).toEqual(new Set(wrong.map(([, reason]) => reason)));
  });

  test('of a demo issuer is refused where none is taken', async () => {
    const demo = await makeKey('demo-1');
    const token = await sign(demo, right());
    const keys = createLocalJWKSet({ keys: [demo.jwk] });
    expect(await verifyToken(token, { ...checks, keys })).toMatchObject({ sub: 'user-7' });
    const refusal = await refusalOf(verifyToken(token, { ...checks, keys, takesDemo: false }));
    expect(refusal.extensions['reason']).toBe('DEMO');
  });
});

describe('a right token', () => {
  test.each(['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'])('signed with %s', async (alg) => {
    const other = await makeKey('k', alg);
    const keys = createLocalJWKSet({ keys: [other.jwk] });
    const token = await sign(other, right());
    expect(await verifyToken(token, { ...checks, keys })).toMatchObject({ sub: 'user-7' });
  });

  test('for several audiences, without a key name, with the long form of its type', async () => {
    const claims = { ...right(), aud: ['other', 'chung-tay'] };
    const token = await sign(key, claims, { kid: undefined, typ: 'application/at+jwt' });
    expect(await verifyToken(token, checks)).toMatchObject({ sub: 'user-7' });
  });

  test('in its last second, and fresh from a clock that runs a little ahead', async () => {
    const now = nowInSeconds();
    const claims = { ...right(), nbf: now + 3, exp: now + 60 };
    expect(await verifyToken(await sign(key, claims), checks)).toMatchObject({ exp: now + 60 });
  });

  test('of another type, where the settings say so', async () => {
    const token = await sign(key, right(), { typ: 'JWT' });
    expect(await verifyToken(token, { ...checks, tokenType: 'JWT' })).toMatchObject({
      sub: 'user-7',
    });
  });
});
