import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { contractTable } from '../access/contract-table.fixture.ts';
import { Browser, formOf, locationOf } from './browser.fixture.ts';
import { PUBLIC_CLIENT } from './provider-settings.ts';
import { startDemo, temporaryFolder } from './start-demo.fixture.ts';

const CALLBACK = 'http://127.0.0.1:53682/callback';
const { folder, [Symbol.dispose]: removeFolder } = temporaryFolder();

let demo: Awaited<ReturnType<typeof startDemo>>;
beforeAll(async () => {
  demo = await startDemo(folder);
});
afterAll(async () => {
  await demo[Symbol.asyncDispose]();
  removeFolder();
});

const verifier = randomBytes(32).toString('base64url');

function authorizationUrl(changes: Record<string, string> = {}): string {
  const parameters = {
    client_id: PUBLIC_CLIENT,
    response_type: 'code',
    scope: 'openid graph',
    redirect_uri: CALLBACK,
    state: 'xyz',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  const given = Object.entries(parameters).filter(([, value]) => value !== '');
  return `${demo.issuer}/auth?${new URLSearchParams(given).toString()}`;
}

/** Signs in as a persona, from the program's first link to its callback. */
async function signIn(persona: string, browser = new Browser()): Promise<URL> {
  const page = locationOf(await browser.open(authorizationUrl()));
  const resume = locationOf(await browser.open(page.href, { persona }));
  return locationOf(await browser.open(resume.href));
}

async function redeem(code: string, changes: Record<string, string> = {}) {
  const form = {
    grant_type: 'authorization_code',
    client_id: PUBLIC_CLIENT,
    redirect_uri: CALLBACK,
    code,
    code_verifier: verifier,
    ...changes,
  };
  const given = Object.entries(form).filter(([, value]) => value !== '');
  const response = await fetch(`${demo.issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams(given),
  });
  const answer: unknown = await response.json();
  return Object.assign({ status: response.status, access_token: '', id_token: '' }, answer);
}

describe('signing in', () => {
  test('shows every persona on a page that loads nothing', async () => {
    const browser = new Browser();
    const url = locationOf(await browser.open(authorizationUrl()));
    expect(url.pathname).toMatch(/^\/oidc\/interaction\//);
    const response = await browser.open(url.href);
    const html = await response.text();
    for (const name of contractTable().roles.keys()) expect(html).toContain(`value="${name}"`);
    expect(html).not.toMatch(/https?:|<script|<link|<style|<img| src=|@import/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test('ends at the callback with a code, which is worth a token the gateway takes', async () => {
    const callback = await signIn('district-officer');
    expect(callback.href).toMatch(CALLBACK);
    expect(callback.searchParams.get('state')).toBe('xyz');
    const answer = await redeem(callback.searchParams.get('code') ?? '');
    expect(decodeJwt(answer.access_token)).toMatchObject({
      iss: demo.issuer,
      aud: 'chung-tay',
      sub: 'district-officer',
      client_id: PUBLIC_CLIENT,
      role: 'district-officer',
      units: ['288'],
    });
    const authorization = `Bearer ${answer.access_token}`;
    const viewer = await demo.identify({ authorization, 'x-purpose': 'SERVICE_DELIVERY' });
    expect(viewer).toMatchObject({ subject: 'district-officer', client: PUBLIC_CLIENT });
  });

  test('its ID token is no access token', async () => {
    const { id_token: idToken } = await redeem(
      (await signIn('coordinator')).searchParams.get('code') ?? '',
    );
    expect(decodeJwt(idToken)).toMatchObject({ sub: 'coordinator', aud: PUBLIC_CLIENT });
    const asked = demo.identify({ authorization: `Bearer ${idToken}`, 'x-purpose': 'REPORTING' });
    await expect(asked).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
  });

  test('as another persona in the same browser ends the first session', async () => {
    const browser = new Browser();
    await signIn('coordinator', browser);
    const page = locationOf(await browser.open(authorizationUrl()));
    const resume = locationOf(await browser.open(page.href, { persona: 'auditor' }));
    const { action, fields } = formOf(await (await browser.open(resume.href)).text());
    const again = locationOf(await browser.open(action, fields));
    const callback = locationOf(await browser.open(again.href));
    const { access_token: token } = await redeem(callback.searchParams.get('code') ?? '');
    expect(decodeJwt(token)).toMatchObject({ sub: 'auditor', role: 'auditor' });
  });

  test('and out again', async () => {
    const browser = new Browser();
    await signIn('coordinator', browser);
    const html = await (await browser.open(`${demo.issuer}/session/end`)).text();
    expect(html.replaceAll(demo.issuer, '')).not.toMatch(/https?:|@import/);
    const { action, fields } = formOf(html);
    const done = locationOf(await browser.open(action, { ...fields, logout: 'yes' }));
    const page = await (await browser.open(done.href)).text();
    expect(page).toContain('Signed out');
    expect(page).not.toMatch(/https?:|@import/);
  });

  test('as someone who is no persona goes on showing the page', async () => {
    const browser = new Browser();
    const page = locationOf(await browser.open(authorizationUrl()));
    const response = await browser.open(page.href, { persona: 'emperor' });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('value="coordinator"');
  });

  test('from another browser, or one never begun, is refused', async () => {
    const page = locationOf(await new Browser().open(authorizationUrl()));
    expect((await new Browser().open(page.href)).status).toBe(400);
    const posted = await new Browser().open(page.href, { persona: 'coordinator' });
    expect(posted.status).toBe(400);
    expect((await new Browser().open(`${demo.issuer}/interaction/none`)).status).toBe(400);
  });

  test('with a form that is too large is refused', async () => {
    const browser = new Browser();
    const page = locationOf(await browser.open(authorizationUrl()));
    expect((await browser.open(page.href, { persona: 'x'.repeat(5_000) })).status).toBe(413);
  });
});

describe('a code', () => {
  test('is worth nothing without the verifier, with another one, or twice', async () => {
    const codeOf = async () => (await signIn('auditor')).searchParams.get('code') ?? '';
    expect((await redeem(await codeOf(), { code_verifier: '' })).status).toBe(400);
    const other = randomBytes(32).toString('base64url');
    expect((await redeem(await codeOf(), { code_verifier: other })).status).toBe(400);
    const code = await codeOf();
    expect((await redeem(code)).status).toBe(200);
    expect((await redeem(code)).status).toBe(400);
  });

  test('is not given without PKCE, or with its plain method', async () => {
    const refusedWith = async (changes: Record<string, string>) => {
      const { search, hash } = locationOf(await new Browser().open(authorizationUrl(changes)));
      return new URLSearchParams(search === '' ? hash.slice(1) : search).get('error');
    };
    const none = { code_challenge: '', code_challenge_method: '' };
    expect(await refusedWith(none)).toBe('invalid_request');
    expect(await refusedWith({ code_challenge_method: 'plain' })).toBe('invalid_request');
    expect(await refusedWith({ response_type: 'id_token', nonce: 'n' })).toBe(
      'unsupported_response_type',
    );
  });

  test.each(['https://elsewhere.example/callback', 'http://127.0.0.1:53682/other'])(
    'is never sent to %s',
    async (address) => {
      const response = await new Browser().open(authorizationUrl({ redirect_uri: address }));
      expect(response.status).toBe(400);
      expect(response.headers.get('location')).toBeNull();
      const html = await response.text();
      expect(html).toContain('redirect_uri');
      expect(html).not.toMatch(/https?:|@import/);
    },
  );
});
