import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { contractTable } from '../access/contract-table.fixture.ts';
import { identifyBy } from './identify.ts';
import type { Identify } from './identify.ts';
import { KEYS_COOL_DOWN, KEYS_FRESH_FOR, issuerKeys } from './issuer-keys.ts';
import { claimsOf, makeKey, refusalOf, sign, startTestIssuer } from './test-issuer.fixture.ts';
import type { TestKey } from './test-issuer.fixture.ts';

const table = contractTable();
const logged: string[] = [];
const log = pino({ level: 'info' }, { write: (line: string) => logged.push(line) });

let first: TestKey;
let second: TestKey;
beforeAll(async () => {
  [first, second] = await Promise.all([makeKey('first'), makeKey('second')]);
});

let ahead = 0;
const realNow = Date.now.bind(Date);
/** Sets the clock forward from where it stands, in milliseconds. */
function pass(milliseconds: number): void {
  ahead += milliseconds;
  jest.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead);
}
afterEach(() => {
  jest.restoreAllMocks();
  ahead = 0;
  logged.length = 0;
});

function identifyWith(issuer: string, jwksUrl: string | null = null): Identify {
  const keys = issuerKeys({ issuer, jwksUrl }, log);
  return identifyBy(
    { issuer, audience: 'chung-tay', tokenType: 'at+jwt', keys, takesDemo: true },
    table,
  );
}

function headersWith(token: string) {
  return { authorization: `Bearer ${token}`, 'x-purpose': 'SERVICE_DELIVERY' };
}

async function subjectOf(identify: Identify, key: TestKey, issuer: string): Promise<string> {
  return (await identify(headersWith(await sign(key, claimsOf(issuer))))).subject;
}

describe('the keys of the issuer', () => {
  test('are found by discovery, asked once and kept', async () => {
    await using server = await startTestIssuer([first]);
    const identify = identifyWith(server.issuer);
    for (let round = 0; round < 3; round += 1) await subjectOf(identify, first, server.issuer);
    expect(server.state).toMatchObject({ keyRequests: 1, discoveryRequests: 1 });
  });

  test('are asked at the address that is set, without discovery', async () => {
    await using server = await startTestIssuer([first]);
    const identify = identifyWith(server.issuer, `${server.issuer}/keys`);
    expect(await subjectOf(identify, first, server.issuer)).toBe('user-7');
    expect(server.state).toMatchObject({ keyRequests: 1, discoveryRequests: 0 });
  });

  test('are asked again for a key name that is new, but not more often than the cool-down', async () => {
    await using server = await startTestIssuer([first]);
    const identify = identifyWith(server.issuer);
    await subjectOf(identify, first, server.issuer);
    server.state.keys = [first, second];
    const early = await refusalOf(subjectOf(identify, second, server.issuer));
    expect(early.extensions['reason']).toBe('KEY');
    expect(server.state.keyRequests).toBe(1);
    pass(KEYS_COOL_DOWN + 1);
    expect(await subjectOf(identify, second, server.issuer)).toBe('user-7');
    expect(await subjectOf(identify, first, server.issuer)).toBe('user-7');
    expect(server.state.keyRequests).toBe(2);
  });

  test('count no longer once the issuer took them back and the kept ones are old', async () => {
    await using server = await startTestIssuer([first, second]);
    const identify = identifyWith(server.issuer);
    await subjectOf(identify, first, server.issuer);
    const remembered = await sign(first, claimsOf(server.issuer));
    await identify(headersWith(remembered));
    server.state.keys = [second];
    expect(await subjectOf(identify, first, server.issuer)).toBe('user-7');
    pass(KEYS_FRESH_FOR + 1);
    const refusal = await refusalOf(subjectOf(identify, first, server.issuer));
    expect(refusal.extensions['reason']).toBe('KEY');
    const forgotten = await refusalOf(identify(headersWith(remembered)));
    expect(forgotten.extensions['reason']).toBe('KEY');
    expect(await subjectOf(identify, second, server.issuer)).toBe('user-7');
  });
});

describe('an issuer that cannot be reached', () => {
  test('is 503 with its own code, logged without the token, and tried again', async () => {
    await using server = await startTestIssuer([first]);
    server.state.isBroken = true;
    const identify = identifyWith(server.issuer);
    const token = await sign(first, claimsOf(server.issuer));
    const refusal = await refusalOf(identify(headersWith(token)));
    expect(refusal.extensions['code']).toBe('ISSUER_UNAVAILABLE');
    expect(refusal.status).toBe(503);
    expect(refusal.headers['retry-after']).toBe('10');
    expect(logged.join('')).toContain(server.issuer);
    expect(logged.join('')).not.toContain(token.split('.')[2]);
    server.state.isBroken = false;
    expect((await identify(headersWith(token))).subject).toBe('user-7');
  });

  test('is not needed for a token that was checked a moment ago', async () => {
    await using server = await startTestIssuer([first]);
    const identify = identifyWith(server.issuer);
    const token = await sign(first, claimsOf(server.issuer));
    await identify(headersWith(token));
    server.state.isBroken = true;
    expect((await identify(headersWith(token))).subject).toBe('user-7');
    pass(KEYS_FRESH_FOR + 1);
    expect((await refusalOf(identify(headersWith(token)))).status).toBe(503);
  });

  test('nobody listens at its address', async () => {
    const { issuer } = await (async () => {
      await using server = await startTestIssuer([first]);
      return server;
    })();
    expect((await refusalOf(subjectOf(identifyWith(issuer), first, issuer))).status).toBe(503);
  });

  test('its discovery document speaks for another issuer', async () => {
    await using server = await startTestIssuer([first]);
    const elsewhere = server.issuer.replace('127.0.0.1', 'localhost');
    const refusal = await refusalOf(subjectOf(identifyWith(elsewhere), first, elsewhere));
    expect(refusal.status).toBe(503);
    expect(server.state.keyRequests).toBe(0);
  });
});
