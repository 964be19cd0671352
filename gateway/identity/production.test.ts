import { describe, expect, test } from '@jest/globals';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { readIdentityConfig } from './config.ts';
import { refuseDemoInProduction } from './production.ts';

const ISSUER = 'https://login.example.vn/realms/tinh';

function check(environment: NodeJS.ProcessEnv, secrets: Record<string, string | undefined> = {}) {
  return () => {
    refuseDemoInProduction(readIdentityConfig({ NODE_ENV: 'production', ...environment }), secrets);
  };
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

  test.each([
    ['one that came with the product', 'demo-registry'],
    ['one inside an address', 'postgres://registry:demo-registry@postgres:5432/registry'],
    ['an empty one', ''],
    ['none', undefined],
  ])('does not start with a default secret: %s', (_, secret) => {
    expect(check({ OIDC_ISSUER: ISSUER }, { AUDIT_KEY: secret, OTHER_KEY: 'own-secret' })).toThrow(
      /AUDIT_KEY must be set/,
    );
  });

  test('names everything that is wrong at once', () => {
    expect(check({}, { AUDIT_KEY: 'demo-x' })).toThrow(/OIDC_ISSUER.*; AUDIT_KEY/);
  });

  test('starts with an issuer and secrets of its own', () => {
    const secrets = { AUDIT_KEY: 'a-demo-in-the-middle', DATABASE_URL: 'postgres://a:b@c/demo-1' };
    expect(check({ OIDC_ISSUER: ISSUER }, secrets)).not.toThrow();
  });
});

test('outside production the demo issuer and its secrets may be used', () => {
  expect(check({ NODE_ENV: '' }, { AUDIT_KEY: 'demo-x' })).not.toThrow();
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
