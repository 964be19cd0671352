import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../shared/children/child-number.ts';
import { childNoOf } from '../shared/demo-province/story-of.ts';
import { startGraph } from './harness/start-graph.ts';
import type { Graph, GraphAnswer } from './harness/start-graph.ts';
import type { Fault } from './harness/switchboard.ts';

const PROFILE = `query ($id: ID!) { child(id: $id) {
  id fullName
  healthInsurance { insured }
  preschool { enrolled }
  birthRegistration { registeredAt { name } }
  abuseInterventions { id }
} }`;

const FIELDS: Record<string, string> = {
  health: 'healthInsurance',
  education: 'preschool',
  justice: 'birthRegistration',
  police: 'abuseInterventions',
};

const id = formatChildNumber(childNoOf('KNOWN_TO_ALL'));

const garbage: [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['text', 'oops'],
  ['a list', []],
  ['an empty object', {}],
  ['no data', { data: null }],
  ['data of another form', { data: { _entities: 'x' } }],
  ['too few entities', { data: { _entities: [] } }],
  ['too many entities', { data: { _entities: [null, null] } }],
  ['errors that are none', { errors: 'bad' }],
];

describe.each(['EMBEDDED', 'DISTRIBUTED'] as const)('%s: a department that fails', (mode) => {
  let graph: Graph;
  beforeAll(async () => {
    graph = await startGraph({ mode, departmentDeadline: 1_500 });
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  async function askWithFault(department: string, fault: Fault): Promise<GraphAnswer> {
    graph.department(department).fault = fault;
    const answer = await graph.ask(PROFILE, { id });
    graph.department(department).fault = null;
    return answer;
  }

  function childOf(answer: GraphAnswer): Record<string, unknown> {
    const child = answer.data?.['child'];
    return typeof child === 'object' && child !== null ? { ...child } : {};
  }

  function expectOnlyLost(
    answer: GraphAnswer,
    department: string,
    code: string,
    state: string,
  ): void {
    const field = FIELDS[department] ?? '';
    const { [field]: lost, ...rest } = childOf(answer);
    expect(answer.status).toBe(200);
    expect(lost).toBeNull();
    expect(Object.values(rest)).not.toContain(null);
    expect(rest).toHaveProperty('fullName');
    expect(answer.errors).toEqual([
      expect.objectContaining({
        path: ['child', field],
        extensions: expect.objectContaining({ code, department, messageVi: expect.any(String) }),
      }),
    ]);
    expect(answer.extensions?.departments?.[department]).toMatchObject({ state });
    expect(JSON.stringify(answer)).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|stack|postgres:/);
  }

  test('answers completely when none does', async () => {
    const answer = await graph.ask(PROFILE, { id });
    expect(answer.errors).toBeUndefined();
    expect(Object.values(childOf(answer))).not.toContain(null);
    for (const department of ['registry', ...Object.keys(FIELDS)]) {
      expect(answer.extensions?.departments?.[department]).toMatchObject({
        state: 'ANSWERED',
        milliseconds: expect.any(Number),
        freshAsOf: expect.stringMatching(/^20/),
        unlinkedRecords: expect.any(Number),
      });
    }
  });

  describe.each(Object.keys(FIELDS))('%s', (department) => {
    test('refuses the connection', async () => {
      expectOnlyLost(
        await askWithFault(department, { kind: 'REFUSE' }),
        department,
        'DEPARTMENT_UNAVAILABLE',
        'UNAVAILABLE',
      );
    });

    test('hangs', async () => {
      expectOnlyLost(
        await askWithFault(department, { kind: 'HANG' }),
        department,
        'DEPARTMENT_TIMEOUT',
        'TIMEOUT',
      );
    });

    test('is too slow', async () => {
      expectOnlyLost(
        await askWithFault(department, { kind: 'SLOW', milliseconds: 2_000 }),
        department,
        'DEPARTMENT_TIMEOUT',
        'TIMEOUT',
      );
    });

    test('is slow but in time', async () => {
      const answer = await askWithFault(department, { kind: 'SLOW', milliseconds: 100 });
      expect(answer.errors).toBeUndefined();
      expect(childOf(answer)[FIELDS[department] ?? '']).not.toBeNull();
    });

    test.each(garbage)('answers garbage: %s', async (_, answer) => {
      expectOnlyLost(
        await askWithFault(department, { kind: 'ANSWER', answer }),
        department,
        'DEPARTMENT_BAD_ANSWER',
        'BAD_ANSWER',
      );
    });

    test('answers errors of its own without a code', async () => {
      const answer = await askWithFault(department, {
        kind: 'ANSWER',
        answer: {
          data: { _entities: [null] },
          errors: [
            {
              message: 'relation "x" does not exist at 127.0.0.1',
              path: ['_entities', 0, FIELDS[department]],
            },
          ],
        },
      });
      expectOnlyLost(answer, department, 'INTERNAL_SERVER_ERROR', 'ANSWERED');
    });

    test('answers an object where a list or an object of another form belongs', async () => {
      const answer = await askWithFault(department, {
        kind: 'ANSWER',
        answer: { data: { _entities: [{ __typename: 'Child', [FIELDS[department] ?? '']: 42 }] } },
      });
      expectOnlyLost(answer, department, 'DEPARTMENT_BAD_ANSWER', 'BAD_ANSWER');
    });
  });

  test('the register being away costs the child and says why', async () => {
    const answer = await askWithFault('registry', { kind: 'REFUSE' });
    expect(answer.data).toEqual({ child: null });
    expect(answer.errors).toEqual([
      expect.objectContaining({
        path: ['child'],
        extensions: expect.objectContaining({
          code: 'DEPARTMENT_UNAVAILABLE',
          department: 'registry',
        }),
      }),
    ]);
  });

  test('two departments away cost both their fields', async () => {
    graph.department('health').fault = { kind: 'HANG' };
    const answer = await askWithFault('police', { kind: 'REFUSE' });
    graph.department('health').fault = null;
    expect(childOf(answer)).toMatchObject({
      healthInsurance: null,
      abuseInterventions: null,
      preschool: { enrolled: expect.any(Boolean) },
    });
    expect(answer.errors?.map(({ extensions }) => extensions['code']).sort()).toEqual([
      'DEPARTMENT_TIMEOUT',
      'DEPARTMENT_UNAVAILABLE',
    ]);
  });

  test('departments that are not asked are said so', async () => {
    const answer = await graph.ask('query ($id: ID!) { child(id: $id) { fullName } }', { id });
    expect(answer.extensions?.departments).toMatchObject({
      registry: { state: 'ANSWERED' },
      health: { state: 'NOT_ASKED', calls: 0 },
    });
    expect(graph.department('health').fault).toBeNull();
  });
});
