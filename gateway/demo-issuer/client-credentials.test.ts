import { statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { contractTable } from '../access/contract-table.fixture.ts';
import { readKeptSecrets } from './kept-secrets.ts';
import { startDemo, temporaryFolder } from './start-demo.fixture.ts';

const personas = [...contractTable().roles.values()];
const { folder, [Symbol.dispose]: removeFolder } = temporaryFolder();

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo(folder);
});
afterAll(async () => {
  await demo[Symbol.asyncDispose]();
  removeFolder();
});

function askForToken(id: string, secret: string, form: Record<string, string> = {}) {
  return fetch(`${demo.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
  });
}

describe('the discovery document', () => {
  test('names the issuer and its places under the mount', async () => {
    const response = await fetch(`${demo.issuer}/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      issuer: demo.issuer,
      jwks_uri: `${demo.issuer}/jwks`,
      token_endpoint: `${demo.issuer}/token`,
      authorization_endpoint: `${demo.issuer}/auth`,
      grant_types_supported: ['authorization_code', 'client_credentials'],
      code_challenge_methods_supported: ['S256'],
    });
  });

  test('leads to public keys only', async () => {
    const response = await fetch(`${demo.issuer}/jwks`);
    const { keys } = Object.assign({ keys: [{}] }, await response.json());
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });
});

describe('a token of a persona', () => {
  test.each(personas)('$name', async ({ name, units }) => {
    const token = await demo.tokenFor(name);
    expect(decodeProtectedHeader(token)).toMatchObject({
      alg: 'RS256',
      typ: 'at+jwt',
      kid: expect.stringMatching(/^demo-/),
    });
    const { exp = 0, iat = 0, ...claims } = decodeJwt(token);
    expect(claims).toMatchObject({
      iss: demo.issuer,
      aud: 'chung-tay',
      sub: name,
      client_id: name,
      role: name,
      units: [...units],
    });
    expect(exp - iat).toBe(12 * 3_600);
  });

  test('is what the gateway takes', async () => {
    const authorization = `Bearer ${await demo.tokenFor('commune-worker')}`;
    const viewer = await demo.identify({ authorization, 'x-purpose': 'SERVICE_DELIVERY' });
    expect(viewer).toMatchObject({
      subject: 'commune-worker',
      role: 'commune-worker',
      client: 'commune-worker',
      units: ['10507'],
    });
  });

  test('is not given for someone who is no persona', async () => {
    await expect(demo.tokenFor('emperor')).rejects.toThrow(/emperor: name one of coordinator, /);
  });
});

describe('the token endpoint refuses', () => {
  const secretOf = (name: string) => readKeptSecrets(folder)?.clientSecrets[name] ?? '';

  test('a wrong secret, and the secret of another persona', async () => {
    expect((await askForToken('coordinator', 'x'.repeat(43))).status).toBe(401);
    expect((await askForToken('coordinator', secretOf('stranger'))).status).toBe(401);
    expect((await askForToken('stranger', secretOf('stranger'))).status).toBe(200);
  });

  test('a role or units that the client would choose', async () => {
    const response = await askForToken('stranger', secretOf('stranger'), {
      role: 'coordinator',
      units: '30',
      claims: '{"role":"coordinator"}',
    });
    const { access_token: token } = Object.assign({ access_token: '' }, await response.json());
    expect(decodeJwt(token)).toMatchObject({ role: 'stranger', units: [] });
  });

  test.each(['password', 'implicit', 'refresh_token', ''])('the grant %s', async (grant) => {
    const form = { grant_type: grant, username: 'x', password: 'x', refresh_token: 'x' };
    const response = await askForToken('coordinator', secretOf('coordinator'), form);
    expect(response.status).toBe(400);
  });
});

describe('the file of secrets', () => {
  test('is for this user alone', () => {
    expect(statSync(path.join(folder, 'demo-issuer.json')).mode & 0o777).toBe(0o600);
  });

  test('holds a secret of its own for each persona', () => {
    const secrets = Object.values(readKeptSecrets(folder)?.clientSecrets ?? {});
    expect(secrets).toHaveLength(personas.length);
    expect(new Set(secrets).size).toBe(personas.length);
  });
});
