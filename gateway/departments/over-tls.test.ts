import { describe, expect, test } from '@jest/globals';
import { issueGrant } from '../../shared/access/grant.ts';
import { listen } from '../../shared/http/listen.ts';
import { sendJson } from '../../shared/http/send-json.ts';
import { testTls } from '../../shared/http/test-certificates.fixture.ts';
import type { Tls } from '../../shared/http/tls-files.ts';
import { httpClient } from './over-http.ts';

const ANSWER = { data: { __typename: 'Query' } };
const GRANT = issueGrant({ department: 'health', scopes: [], purpose: 'REPORTING', viewer: null });

/** What comes back over TLS, or why nothing does; and how many calls reached the department. */
async function call(department: Tls, gateway: Tls) {
  let reached = 0;
  const server = await listen(
    (_, response) => {
      reached += 1;
      sendJson(response, 200, ANSWER);
    },
    { host: '127.0.0.1', port: 0 },
    department,
  );
  const client = httpClient('health', `${server.url}/graphql`, Buffer.alloc(32, 1), gateway);
  try {
    const came = client.send({ query: '{ __typename }' }, GRANT, () => AbortSignal.timeout(5_000));
    const answer = await came.catch(() => 'NOTHING');
    return { answer, reached, url: server.url };
  } finally {
    await client.close();
    await server.close();
  }
}

const { department, gateway, authority, otherAuthority } = testTls;

describe('a department over TLS', () => {
  test('answers a gateway that knows its authority', async () => {
    const { answer, url } = await call(department, authority);
    expect(answer).toEqual(ANSWER);
    expect(url).toMatch(/^https:/);
  });

  test.each([
    ['another authority', otherAuthority],
    ['the authorities of the system alone', {}],
  ])('is sent nothing by a gateway that knows %s', async (_, known) => {
    expect(await call(department, known)).toMatchObject({ answer: 'NOTHING', reached: 0 });
  });

  const strict = { ...department, ...authority };

  test('that asks for it answers a gateway with a certificate of the authority it knows', async () => {
    expect(await call(strict, { ...authority, ...gateway })).toMatchObject({ answer: ANSWER });
  });

  test.each([
    ['without a certificate', authority, strict],
    [
      'with one of another authority',
      { ...authority, ...gateway },
      { ...department, ...otherAuthority },
    ],
  ])('that asks for it takes no call of a gateway %s', async (_, shown, asking) => {
    expect(await call(asking, shown)).toMatchObject({ answer: 'NOTHING', reached: 0 });
  });
});
