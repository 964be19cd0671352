import { expect, test } from '@jest/globals';
import { startGraph } from '../harness/start-graph.ts';

test('too many requests a minute are refused before anything is read or asked, others’ go on', async () => {
  await using graph = await startGraph({ limits: { RATE_PER_VIEWER: '3' } });
  const other = await graph.headersFor({ persona: 'coordinator', subject: 'another' });
  const ask = (headers: Record<string, string>) =>
    fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: '{ administrativeUnit(code: "30") { code } }' }),
    });

  for (let turn = 0; turn < 3; turn += 1) expect((await ask(graph.headers)).status).toBe(200);
  const { calls } = graph.department('registry');
  const refused = await ask(graph.headers);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect(await refused.json()).toEqual({
    errors: [
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'RATE_LIMITED', limit: 3, measured: 4 }),
      }),
    ],
  });
  expect(graph.department('registry').calls).toBe(calls);
  expect((await ask(other)).status).toBe(200);
});

test('requests without a valid token are limited by address, before the token is looked at', async () => {
  await using graph = await startGraph({ limits: { REFUSALS_PER_ADDRESS: '3' } });
  const ask = async (authorization: string) => {
    const headers = { ...graph.headers, authorization, 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ administrativeUnit(code: "30") { code } }' });
    return fetch(`${graph.url}/graphql`, { method: 'POST', headers, body });
  };
  const valid = graph.headers.authorization;
  expect((await ask(valid)).status).toBe(200);
  for (let turn = 0; turn < 3; turn += 1) expect((await ask('Bearer x')).status).toBe(401);
  for (const token of ['Bearer x', valid]) {
    const refused = await ask(token);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', measure: 'refusedRequestsPerMinute' } }],
    });
  }
});
