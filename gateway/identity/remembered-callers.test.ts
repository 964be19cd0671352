import { afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { createLocalJWKSet } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import { contractTable } from '../access/contract-table.fixture.ts';
import { identifyBy } from './identify.ts';
import { claimsOf, makeKey, nowInSeconds, refusalOf, sign } from './test-issuer.fixture.ts';
import type { TestKey } from './test-issuer.fixture.ts';

const ISSUER = 'https://issuer.example';

let key: TestKey;
beforeAll(async () => {
  key = await makeKey('first');
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** A way to identify that counts how often a signature is checked. */
function counting() {
  const count = { checks: 0 };
  const published = createLocalJWKSet({ keys: [key.jwk] });
  const keys: JWTVerifyGetKey = (header, token) => {
    count.checks += 1;
    return published(header, token);
  };
  const checks = { issuer: ISSUER, audience: 'chung-tay', tokenType: 'at+jwt', keys };
  const identify = identifyBy({ ...checks, takesDemo: true }, contractTable());
  const withPurpose = (token: string, purpose: string) =>
    identify({ authorization: `Bearer ${token}`, 'x-purpose': purpose });
  return { count, withPurpose };
}

test('the signature of a token that was seen is not checked again, whatever the purpose', async () => {
  const { count, withPurpose } = counting();
  const token = await sign(key, claimsOf(ISSUER));
  const one = await withPurpose(token, 'SERVICE_DELIVERY');
  const other = await withPurpose(token, 'REPORTING');
  expect(count.checks).toBe(1);
  expect([one.purpose, other.purpose]).toEqual(['SERVICE_DELIVERY', 'REPORTING']);
  expect(one.scopes).not.toEqual(other.scopes);
});

test('another token is another caller', async () => {
  const { count, withPurpose } = counting();
  const tokens = await Promise.all(
    ['a', 'b'].map((sub) => sign(key, { ...claimsOf(ISSUER), sub })),
  );
  const viewers = await Promise.all(tokens.map((token) => withPurpose(token, 'REPORTING')));
  expect(viewers.map(({ subject }) => subject)).toEqual(['a', 'b']);
  expect(count.checks).toBe(2);
});

test('a token with one letter changed is not the one that was seen', async () => {
  const { withPurpose } = counting();
  const token = await sign(key, claimsOf(ISSUER));
  await withPurpose(token, 'REPORTING');
  const [header = '', payload = '', signature = ''] = token.split('.');
  const changed = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
  const refusal = await refusalOf(withPurpose([header, payload, changed].join('.'), 'REPORTING'));
  expect(refusal.extensions['reason']).toBe('SIGNATURE');
});

test('a remembered token ends when it says', async () => {
  const { withPurpose } = counting();
  const exp = nowInSeconds() + 60;
  const token = await sign(key, { ...claimsOf(ISSUER), exp });
  await withPurpose(token, 'REPORTING');
  const clock = jest.spyOn(Date, 'now').mockReturnValue(exp * 1000 - 1);
  expect((await withPurpose(token, 'REPORTING')).subject).toBe('user-7');
  clock.mockReturnValue(exp * 1000);
  const refusal = await refusalOf(withPurpose(token, 'REPORTING'));
  expect(refusal.extensions['reason']).toBe('EXPIRED');
});

test('a refused token is not remembered as a good one', async () => {
  const { count, withPurpose } = counting();
  const token = await sign(key, { ...claimsOf(ISSUER), role: 'emperor' });
  await refusalOf(withPurpose(token, 'REPORTING'));
  const refusal = await refusalOf(withPurpose(token, 'REPORTING'));
  expect(refusal.extensions['reason']).toBe('ROLE');
  expect(count.checks).toBe(2);
});
