import { describe, expect, test } from '@jest/globals';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { readIdentityConfig } from './config.ts';

const ISSUER = 'https://login.example.vn/realms/tinh';

function check(environment: NodeJS.ProcessEnv) {
  return () => readIdentityConfig({ NODE_ENV: 'production', ...environment });
}

describe('production', () => {
  const refused: [string, NodeJS.ProcessEnv, RegExp][] = [
    ['without an issuer', {}, /OIDC_ISSUER is not set/],
    ['with an empty one', { OIDC_ISSUER: '' }, /OIDC_ISSUER is not set/],
    ['with the demo issuer', { OIDC_ISSUER: 'http://127.0.0.1:4000/oidc' }, /OIDC_ISSUER is http/],
    ['with an issuer without TLS', { OIDC_ISSUER: 'http://login.example.vn' }, /https/],
    ['with one on this machine', { OIDC_ISSUER: 'https://localhost:4000/oidc' }, /localhost/],
    ['with one on this machine, in IPv6', { OIDC_ISSUER: 'https://[::1]/oidc' }, /::1/],
    [
      'with keys fetched without TLS',
      { OIDC_ISSUER: ISSUER, OIDC_JWKS_URL: 'http://login.example.vn/keys' },
      /OIDC_JWKS_URL is http/,
    ],
  ];
  test.each(refused)('does not start %s', (_, environment, message) => {
    expect(check(environment)).toThrow(StartProblem);
    expect(check(environment)).toThrow(message);
  });

  test('starts with an issuer of its own', () => {
    expect(check({ OIDC_ISSUER: ISSUER })).not.toThrow();
  });
});

test('outside production the demo issuer may be used', () => {
  expect(check({ NODE_ENV: '' })).not.toThrow();
  expect(check({ NODE_ENV: 'development' })).not.toThrow();
});

describe('settings', () => {
  test('are the demo ones where nothing is set', () => {
    expect(readIdentityConfig({})).toEqual({
      OIDC_AUDIENCE: 'chung-tay',
      OIDC_TOKEN_TYPE: 'at+jwt',
    });
  });

  test('that are wrong are named', () => {
    expect(() => readIdentityConfig({ OIDC_ISSUER: 'the issuer' })).toThrow(
      /OIDC_ISSUER=the issuer/,
    );
  });
});
