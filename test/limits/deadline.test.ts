import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

const DEADLINE = 600;
const QUERY =
  'query ($id: ID!) { child(id: $id) { fullName healthInsurance { insured } preschool { enrolled } } }';
const variables = { id: formatChildNumber(childNoOf('KNOWN_TO_ALL')) };

const exceeded = expect.objectContaining({
  code: 'DEADLINE_EXCEEDED',
  measure: 'milliseconds',
  limit: DEADLINE,
  messageVi: expect.any(String),
});

describe('a request whose time is over', () => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await startGraph({
      departmentDeadline: 60_000,
      limits: { REQUEST_DEADLINE_MS: String(DEADLINE) },
    });
    await graph.ask(QUERY, variables);
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  test('shows what it has, and says what is missing for want of time', async () => {
    graph.department('health').fault = { kind: 'HANG' };
    const answer = await graph.ask(QUERY, variables);
    graph.department('health').fault = null;
    expect(answer).toMatchObject({
      status: 200,
      data: {
        child: {
          fullName: expect.any(String),
          healthInsurance: null,
          preschool: expect.any(Object),
        },
      },
      extensions: {
        departments: { health: { state: 'TIMEOUT' }, education: { state: 'ANSWERED' } },
      },
    });
    expect(answer.errors).toEqual([
      expect.objectContaining({ path: ['child', 'healthInsurance'], extensions: exceeded }),
    ]);
  });

  test('asks no more departments', async () => {
    graph.department('registry').fault = { kind: 'HANG' };
    const calls = graph.department('education').calls;
    const answer = await graph.ask(QUERY, variables);
    graph.department('registry').fault = null;
    expect(answer).toMatchObject({ status: 200, data: { child: null } });
    expect(answer.errors).toEqual([expect.objectContaining({ extensions: exceeded })]);
    expect(graph.department('education').calls).toBe(calls);
  });

  test('is answered although its body never comes', async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode('{"query": '));
      },
    });
    const response = await fetch(`${graph.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...graph.headers },
      body,
      duplex: 'half',
    });
    expect(response.status).toBe(504);
    expect(await response.json()).toEqual({
      errors: [expect.objectContaining({ extensions: exceeded })],
    });
  });
});
