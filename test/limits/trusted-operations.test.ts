import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readTrustedOperations } from '../../gateway/limits/trusted-operations.ts';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

const CHILD = formatChildNumber(childNoOf('KNOWN_TO_ALL'));

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph({ limits: { TRUSTED_ONLY_CLIENTS: 'kiosk' } });
});
afterAll(() => graph[Symbol.asyncDispose]());

function send(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...graph.headers, ...headers },
    body: JSON.stringify(body),
  });
}

function get(parameters: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(`${graph.url}/graphql?${new URLSearchParams(parameters).toString()}`, {
    headers: { ...graph.headers, ...headers },
  });
}

describe('trusted operations', () => {
  const manifest = [...readTrustedOperations().values()];
  const variables = {
    id: CHILD,
    name: 'Nguyễn',
    system: 'PERSONAL_ID',
    value: '030222000019',
    code: '30',
  };

  test.each(manifest)('$name is answered by its documentId', async ({ id, name, text }) => {
    const purpose = text.includes('cohort(') ? 'SERVICE_DELIVERY' : 'CASE_MANAGEMENT';
    const asked = { documentId: `sha256:${id}`, variables };
    const response = await send(asked, { 'x-purpose': purpose });
    const answer: unknown = await response.json();
    expect({ name, status: response.status }).toEqual({ name, status: 200 });
    expect(answer).toHaveProperty('data');
    expect(answer).not.toHaveProperty('errors');
  });

  test('are answered by GET too', async () => {
    const [{ id } = { id: '' }] = manifest;
    const response = await get(
      { documentId: `sha256:${id}`, variables: JSON.stringify({ code: '30' }) },
      { 'apollo-require-preflight': '1' },
    );
    expect(await response.json()).toMatchObject({ data: { administrativeUnit: { code: '30' } } });
  });

  test('that nobody knows are refused and named', async () => {
    const response = await send({ documentId: 'sha256:0000' });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({
      errors: [
        {
          message: expect.stringContaining('sha256:0000'),
          extensions: { code: 'OPERATION_NOT_TRUSTED', messageVi: expect.any(String) },
        },
      ],
    });
  });

  test('are all that a client on the list may send', async () => {
    const kiosk = await graph.headersFor({ persona: 'coordinator', client: 'kiosk' });
    const [{ id, text } = { id: '', text: '' }] = manifest;
    expect((await send({ documentId: id, variables }, kiosk)).status).toBe(200);
    for (const body of [
      { query: text, variables },
      { query: '{ __typename }' },
      [{ documentId: id }],
    ]) {
      const response = await send(body, kiosk);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({
        errors: [{ extensions: { code: 'OPERATION_NOT_TRUSTED', client: 'kiosk' } }],
      });
    }
    expect((await send({ query: text, variables })).status).toBe(200);
  });
});
