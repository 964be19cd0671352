import type { IncomingHttpHeaders } from 'node:http';
import { beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { createLocalJWKSet } from 'jose';
import type { JWTPayload } from 'jose';
import { contractTable } from '../access/contract-table.fixture.ts';
import { readMatrix } from '../access/matrix.fixture.ts';
import { AccessRefusal, presentRefusal } from './access-refusal.ts';
import { identifyBy } from './identify.ts';
import type { Identify } from './identify.ts';
import { claimsOf, makeKey, refusalOf, sign } from './test-issuer.fixture.ts';
import type { TestKey } from './test-issuer.fixture.ts';

const ISSUER = 'https://issuer.example';
const table = contractTable();
const roles = readMatrix('Roles').marked;
const purposes = readMatrix('Purposes').marked;
const BOTH = { 'x-case-reference': 'HS-2022/17', 'x-reason': 'yearly inspection' };

let key: TestKey;
let identify: Identify;
const tokens = new Map<string, string>();
beforeAll(async () => {
  key = await makeKey('first');
  const keys = createLocalJWKSet({ keys: [key.jwk] });
  const checks = { issuer: ISSUER, audience: 'chung-tay', tokenType: 'at+jwt', takesDemo: true };
  identify = identifyBy({ ...checks, keys }, table);
  for (const role of roles.keys()) tokens.set(role, await sign(key, { ...claimsOf(ISSUER), role }));
});

async function withClaims(claims: JWTPayload, headers: IncomingHttpHeaders = {}) {
  const token = await sign(key, { ...claimsOf(ISSUER), ...claims });
  return identify({
    authorization: `Bearer ${token}`,
    'x-purpose': 'SERVICE_DELIVERY',
    ...headers,
  });
}

describe('every persona under every purpose', () => {
  const pairs = [...roles].flatMap(([role, held]) =>
    [...purposes].map(([purpose, exercised]) => ({ role, purpose, held, exercised })),
  );

  test.each(pairs)('$role under $purpose', async ({ role, purpose, held, exercised }) => {
    const asked = identify({
      authorization: `Bearer ${tokens.get(role) ?? ''}`,
      'x-purpose': purpose,
      ...BOTH,
    });
    const both = [...held].filter((scope) => exercised.has(scope));
    if (held.size > 0 && both.length === 0) {
      const refusal = await refusalOf(asked);
      expect(refusal.extensions).toMatchObject({ code: 'PURPOSE_FORBIDS', purpose });
      expect(refusal.caller?.role.name).toBe(role);
    } else {
      const viewer = await asked;
      expect(viewer).toMatchObject({ role, purpose, subject: 'user-7', client: 'console' });
      expect([...viewer.heldScopes].sort()).toEqual([...held].sort());
      expect([...viewer.scopes].sort()).toEqual(both.sort());
    }
  });
});

describe('who asks', () => {
  test('units are those of the token, else those of the role', async () => {
    expect((await withClaims({ units: ['290', '10546'] })).units).toEqual(['290', '10546']);
    expect((await withClaims({})).units).toEqual(['30']);
    expect((await withClaims({ units: [] })).units).toEqual([]);
  });

  test('the role is the claim role, else the first known one of roles', async () => {
    expect(
      (await withClaims({ role: undefined, roles: ['x', 'commune-worker', 'auditor'] })).role,
    ).toBe('commune-worker');
    expect((await withClaims({ roles: ['commune-worker'] })).role).toBe('coordinator');
  });

  test('the client is azp, else client_id', async () => {
    expect((await withClaims({ client_id: 'other' })).client).toBe('console');
    expect((await withClaims({ azp: undefined, client_id: 'other' })).client).toBe('other');
  });

  const wrong: [string, JWTPayload, string][] = [
    ['no role', { role: undefined }, 'ROLE'],
    ['an unknown role', { role: 'emperor', roles: ['coordinator'] }, 'ROLE'],
    ['a role of JavaScript', { role: 'constructor' }, 'ROLE'],
    ['no client', { azp: undefined }, 'CLAIM'],
    ['units that are no codes', { units: ['Hải Dương'] }, 'CLAIM'],
    ['units that are no list', { units: '30' }, 'CLAIM'],
    ['a role that is no text', { role: 7 }, 'CLAIM'],
    ['an empty subject', { sub: '' }, 'CLAIM'],
  ];
  test.each(wrong)('%s is refused', async (_, claims, reason) => {
    const refusal = await refusalOf(withClaims(claims));
    expect(refusal.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason });
  });

  const unusable: [string, string | undefined, string][] = [
    ['none', undefined, 'MISSING'],
    ['an empty one', ' ', 'MISSING'],
    ['another scheme', 'Basic dXNlcjpwYXNz', 'MALFORMED'],
    ['a token without scheme', 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA', 'MALFORMED'],
    ['a Bearer token after another scheme', 'Basic dXNlcg==, Bearer a.b.c', 'MALFORMED'],
    ['two tokens', 'Bearer a.b.c d.e.f', 'MALFORMED'],
    ['the scheme alone', 'Bearer', 'MALFORMED'],
  ];
  test.each(unusable)('Authorization: %s', async (_, authorization, reason) => {
    const refusal = await refusalOf(identify({ authorization, 'x-purpose': 'REPORTING' }));
    expect(refusal.extensions['reason']).toBe(reason);
  });

  test('without any token the challenge names no error (RFC 6750, 3)', async () => {
    const { headers } = await refusalOf(identify({}));
    expect(headers['www-authenticate']).toBe('Bearer realm="chung-tay"');
  });

  test('the scheme is read in any case', async () => {
    const authorization = `bearer  ${tokens.get('auditor') ?? ''}`;
    const viewer = await identify({ authorization, 'x-purpose': 'INSPECTION', ...BOTH });
    expect(viewer.role).toBe('auditor');
  });
});

test('the token is looked at before the purpose', async () => {
  expect((await refusalOf(identify({}))).status).toBe(401);
  expect((await refusalOf(withClaims({}, { 'x-purpose': undefined }))).status).toBe(403);
});

describe('a refusal as the client reads it', () => {
  test('has code, both sentences and reason, and nothing of who was refused', async () => {
    const refusal = await refusalOf(withClaims({ sub: 'user-9' }, { 'x-purpose': '' }));
    const { status, body } = presentRefusal(refusal);
    expect(status).toBe(403);
    expect(JSON.parse(JSON.stringify(body))).toEqual({
      errors: [
        {
          message: refusal.message,
          extensions: {
            code: 'PURPOSE_REQUIRED',
            messageVi: expect.stringContaining('X-Purpose'),
            purposes: [...purposes.keys()],
          },
        },
      ],
    });
    expect(refusal.caller?.subject).toBe('user-9');
  });
});

test('whatever the headers, a viewer exercises what is held and what the purpose can, or is refused', async () => {
  const name = fc.constantFrom(...roles.keys());
  const purpose = fc.oneof(fc.constantFrom(...purposes.keys()), fc.string());
  const text = fc.option(fc.string({ unit: 'binary', maxLength: 600 }), { nil: undefined });
  await fc.assert(
    fc.asyncProperty(name, purpose, text, text, async (role, stated, reference, reason) => {
      const headers = {
        authorization: `Bearer ${tokens.get(role) ?? ''}`,
        'x-purpose': stated,
        'x-case-reference': reference,
        'x-reason': reason,
      };
      const outcome = await identify(headers).catch((error: unknown) => error);
      if (outcome instanceof AccessRefusal) {
        expect(outcome.extensions['code']).toMatch(/^PURPOSE_/);
        return;
      }
      if (outcome instanceof Error) throw outcome;
      expect(outcome).toMatchObject({ role, purpose: stated });
      const { scopes } = Object.assign({ scopes: new Set<string>() }, outcome);
      for (const scope of scopes) {
        expect(roles.get(role)?.has(scope)).toBe(true);
        expect(purposes.get(stated)?.has(scope)).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});
