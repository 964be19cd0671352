import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { issueGrant } from '../../shared/access/grant.ts';
import { GRANT_HEADER, grantVerifier } from '../../shared/access/signed-grant.ts';
import { listen } from '../../shared/http/listen.ts';
import { readBody } from '../../shared/http/read-body.ts';
import { sendJson } from '../../shared/http/send-json.ts';
import { sendAnswerLines } from '../../shared/subgraph/answer-lines.ts';
import { readBodyOfCall } from '../../shared/subgraph/call-shape.ts';
import type { DepartmentRequest } from '../../shared/subgraph/department-call.ts';
import { httpClient } from './over-http.ts';

const KEY = Buffer.alloc(32, 1);

function grantWith(...scopes: string[]) {
  return issueGrant({ department: 'health', scopes, purpose: 'REPORTING', viewer: null });
}

/** A department that says what came, how and under which scopes; "slow" takes long, "never" has no answer. */
async function startDepartment() {
  const bodies: { queries: string[]; scopes: readonly string[] }[] = [];
  const verify = grantVerifier('health', KEY);
  const answer = async ({ query, variables }: DepartmentRequest) => {
    if (variables) return { data: { _entities: variables['representations'] } };
    if (query === 'slow') await sleep(300);
    if (query === 'never') await sleep(60_000, undefined, { ref: false });
    return { data: { query } };
  };
  const server = await listen(
    (request, response) => {
      void readBody(request, 4_000_000).then(async (text) => {
        const { scopes } = verify(String(request.headers[GRANT_HEADER]), text);
        const body = readBodyOfCall(text);
        const calls = body === null ? [] : 'call' in body ? [body.call] : body.calls;
        bodies.push({ queries: calls.map(({ query }) => query), scopes });
        if (calls.some(({ query }) => query === 'cut')) response.destroy();
        else if (body !== null && 'call' in body) sendJson(response, 200, await answer(body.call));
        else await sendAnswerLines(calls, answer, response);
      });
    },
    { host: '127.0.0.1', port: 0 },
  );
  const client = httpClient('health', `${server.url}/graphql`, KEY);
  const ask = (query: string, grant = grantWith('a'), signal = new AbortController().signal) =>
    client.send({ query }, grant, () => signal);
  const askEntities = (query: string, representations: readonly string[]) =>
    client.send(
      { query, variables: { representations } },
      grantWith('a'),
      () => new AbortController().signal,
    );
  return {
    bodies,
    ask,
    askEntities,
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await server.close();
    },
  };
}

function answerTo(query: string) {
  return { data: { query } };
}

describe('calls that are in flight together', () => {
  test('go in one request, and each has its own answer', async () => {
    await using department = await startDepartment();
    const queries = ['one', 'two', 'three'];
    const answers = await Promise.all(queries.map((query) => department.ask(query)));
    expect(answers).toEqual(queries.map(answerTo));
    expect(department.bodies).toEqual([{ queries, scopes: ['a'] }]);
  });

  test('go as one where they ask the same of other entities', async () => {
    await using department = await startDepartment();
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((name) => department.askEntities('same', [name])),
    );
    expect(answers).toEqual(['a', 'b', 'c'].map((name) => ({ data: { _entities: [name] } })));
    expect(department.bodies).toEqual([{ queries: ['same'], scopes: ['a'] }]);
  });

  test('go apart where their grants differ', async () => {
    await using department = await startDepartment();
    await Promise.all([
      department.ask('one'),
      department.ask('two', grantWith('a', 'b')),
      department.ask('three'),
    ]);
    const asked = department.bodies.map(({ queries, scopes }) => [queries, scopes]);
    expect(asked).toHaveLength(2);
    expect(asked).toContainEqual([['one', 'three'], ['a']]);
    expect(asked).toContainEqual([['two'], ['a', 'b']]);
  });

  test('are answered each as soon as it can be, also beside one that never is', async () => {
    await using department = await startDepartment();
    const giveUp = new AbortController();
    const never = department.ask('never', grantWith('a'), giveUp.signal);
    const order: string[] = [];
    await Promise.all(
      ['slow', 'quick'].map((query) => department.ask(query).then(() => order.push(query))),
    );
    expect(order).toEqual(['quick', 'slow']);
    expect(department.bodies).toHaveLength(1);
    giveUp.abort();
    void never.catch(() => undefined);
  });

  test('all fail where the department breaks off', async () => {
    await using department = await startDepartment();
    const all = await Promise.allSettled(['one', 'cut'].map((query) => department.ask(query)));
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  test('are sent no more than 32 at a time', async () => {
    await using department = await startDepartment();
    const queries = Array.from({ length: 90 }, (_, index) => `q${index}`);
    const answers = await Promise.all(queries.map((query) => department.ask(query)));
    expect(answers).toEqual(queries.map(answerTo));
    expect(department.bodies.map((body) => body.queries.length).sort()).toEqual([26, 32, 32]);
  });

  test('are sent no more than two million characters at a time, but for one that is longer', async () => {
    await using department = await startDepartment();
    const asked = [600, 1_300, 300, 2_500, 1].map((count) =>
      Array.from({ length: count }, (_, index) => String(index).padEnd(1_000)),
    );
    const answers = await Promise.all(
      asked.map((entities, index) => department.askEntities(`q${index}`, entities)),
    );
    expect(answers).toEqual(asked.map((entities) => ({ data: { _entities: entities } })));
    const queries = department.bodies.map((body) => body.queries);
    expect(queries.sort()).toEqual([['q0', 'q1'], ['q2'], ['q3'], ['q4']]);
  });
});
