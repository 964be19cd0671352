import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isIssuedFor, issueGrant } from './grant.ts';
import type { Grant } from './grant.ts';
import { GRANT_LIFETIME, GrantRefused, grantVerifier, signGrant } from './signed-grant.ts';

const KEY = randomBytes(32);
const BODY = '{"query":"{ __typename }"}';
const GRANT = issueGrant({
  department: 'here',
  scopes: ['here:read'],
  purpose: 'CASE_MANAGEMENT',
  viewer: { subject: 'someone', units: ['30'], seesSealed: false, emergencyChildNos: null },
});

function flawOf(check: () => Grant): string {
  try {
    check();
    return 'NONE';
  } catch (error) {
    return error instanceof GrantRefused ? error.flaw : String(error);
  }
}

describe('a signed grant', () => {
  test('arrives as it was issued', () => {
    const grant = grantVerifier('here', KEY)(signGrant(GRANT, BODY, KEY), BODY);
    expect(grant).toEqual(GRANT);
    expect(isIssuedFor(grant, 'here')).toBe(true);
  });

  test('is good once', () => {
    const verify = grantVerifier('here', KEY);
    const header = signGrant(GRANT, BODY, KEY);
    verify(header, BODY);
    expect(flawOf(() => verify(header, BODY))).toBe('USED');
  });

  test.each([
    [GRANT_LIFETIME, 'NONE'],
    [GRANT_LIFETIME + 1, 'EXPIRED'],
    [-GRANT_LIFETIME - 1, 'EXPIRED'],
  ])('%d milliseconds later is %s', (later, flaw) => {
    const now = Date.now();
    expect(
      flawOf(() => grantVerifier('here', KEY)(signGrant(GRANT, BODY, KEY, now), BODY, now + later)),
    ).toBe(flaw);
  });

  test('stays spent for as long as it could be sent again', () => {
    const verify = grantVerifier('here', KEY);
    const now = Date.now();
    const header = signGrant(GRANT, BODY, KEY, now);
    verify(header, BODY, now - GRANT_LIFETIME);
    expect(flawOf(() => verify(header, BODY, now + GRANT_LIFETIME))).toBe('USED');
  });

  test('for another department, of another key or with another body is refused', () => {
    const header = () => signGrant(GRANT, BODY, KEY);
    expect(flawOf(() => grantVerifier('there', KEY)(header(), BODY))).toBe('OTHER_DEPARTMENT');
    expect(flawOf(() => grantVerifier('here', randomBytes(32))(header(), BODY))).toBe('FORGED');
    expect(flawOf(() => grantVerifier('here', KEY)(header(), `${BODY} `))).toBe('OTHER_BODY');
  });

  test.each([
    [undefined, 'MISSING'],
    ['', 'MALFORMED'],
    ['x', 'MALFORMED'],
    ['a.b.c', 'MALFORMED'],
    ['a.', 'MALFORMED'],
    ['e30.AAAA', 'FORGED'],
  ])('%j is %s', (header, flaw) => {
    expect(flawOf(() => grantVerifier('here', KEY)(header, BODY))).toBe(flaw);
  });

  test('with any one character changed is refused', () => {
    const verify = grantVerifier('here', KEY);
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('A', 'Q', 'g', 'w', 'x'), (place, character) => {
        const header = signGrant(GRANT, BODY, KEY);
        const at = place % (header.length - 1);
        fc.pre(header.charAt(at) !== character && header.charAt(at) !== '.');
        const changed = header.slice(0, at) + character + header.slice(at + 1);
        return flawOf(() => verify(changed, BODY)) !== 'NONE';
      }),
    );
  });
});

describe('an issued grant', () => {
  test('cannot be made by hand or changed', () => {
    expect(isIssuedFor({ ...GRANT }, 'here')).toBe(false);
    expect(isIssuedFor(GRANT, 'there')).toBe(false);
    expect(() => Object.assign(GRANT, { scopes: ['all'] })).toThrow(TypeError);
    expect(() => Object.assign(GRANT.scopes, { 0: 'all' })).toThrow(TypeError);
  });
});
