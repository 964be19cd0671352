import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph, GraphAnswer } from '../harness/start-graph.ts';

/** One query, asked by everybody: a field for each scope. */
const PROFILE = `query ($id: ID!) { child(id: $id) {
  dateOfBirth fullName specialCircumstances { group }
  healthInsurance { insured } preschool { enrolled } birthRegistration { number } abuseInterventions { id }
} }`;

const SCOPE_OF: Readonly<Record<string, string>> = {
  dateOfBirth: 'child:read',
  fullName: 'child:identity',
  specialCircumstances: 'child:circumstances',
  healthInsurance: 'health:read',
  preschool: 'education:read',
  birthRegistration: 'justice:read',
  abuseInterventions: 'police:read',
};

const DEPARTMENT_OF: Readonly<Record<string, string>> = {
  healthInsurance: 'health',
  preschool: 'education',
  birthRegistration: 'justice',
  abuseInterventions: 'police',
};

const EVERYTHING = Object.keys(SCOPE_OF);
const IDENTITY = ['dateOfBirth', 'fullName'];

/** What each persona sees of the profile, by the table of roles: worked out by hand. */
const SEEN: Readonly<Record<string, readonly string[]>> = {
  coordinator: EVERYTHING,
  'district-officer': EVERYTHING.filter((field) => field !== 'abuseInterventions'),
  'commune-worker': EVERYTHING.filter(
    (field) => !['abuseInterventions', 'birthRegistration'].includes(field),
  ),
  'health-officer': [...IDENTITY, 'healthInsurance'],
  'education-officer': [...IDENTITY, 'preschool'],
  'justice-officer': [...IDENTITY, 'birthRegistration'],
  'police-officer': [...IDENTITY, 'abuseInterventions'],
};

function childOf(data: GraphAnswer['data']): Record<string, unknown> {
  const child = data?.['child'];
  return typeof child === 'object' && child !== null ? { ...child } : {};
}

const id = formatChildNumber(childNoOf('KNOWN_TO_ALL'));

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph[Symbol.asyncDispose]());

describe('one query, asked by each persona', () => {
  test.each(Object.entries(SEEN))('%s sees %j', async (persona, seen) => {
    for (const department of Object.values(DEPARTMENT_OF)) graph.department(department).calls = 0;
    const {
      status,
      data,
      errors = [],
    } = await graph.ask(PROFILE, { id }, await graph.headersFor({ persona }));
    const child = childOf(data);
    expect(status).toBe(200);
    for (const field of EVERYTHING) {
      const isSeen = seen.includes(field);
      expect({ field, value: child[field] }).toEqual({
        field,
        value: isSeen ? expect.anything() : null,
      });
    }
    const hidden = EVERYTHING.filter((field) => !seen.includes(field));
    expect(errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual(
      hidden.map((field) => [['child', field], 'UNAUTHORIZED_FIELD']),
    );
    for (const field of hidden) {
      const department = DEPARTMENT_OF[field];
      if (department !== undefined) expect(graph.department(department).calls).toBe(0);
    }
  });

  test.each(['reporting-tool', 'auditor', 'stranger'])('%s sees no child', async (persona) => {
    const purpose = {
      'reporting-tool': 'REPORTING',
      auditor: 'INSPECTION',
      stranger: 'CASE_MANAGEMENT',
    }[persona];
    graph.department('registry').calls = 0;
    const { data, errors } = await graph.ask(
      PROFILE,
      { id },
      await graph.headersFor({ persona, ...(purpose && { purpose }) }),
    );
    expect(data).toEqual({ child: null });
    expect(errors?.[0]).toMatchObject({
      path: ['child'],
      extensions: { code: 'UNAUTHORIZED_FIELD' },
    });
    expect(graph.department('registry').calls).toBe(0);
  });

  test('the data-protection officer sees the child at the door and no more', async () => {
    const asker = { persona: 'data-protection-officer', purpose: 'INSPECTION' };
    const { data, errors = [] } = await graph.ask(PROFILE, { id }, await graph.headersFor(asker));
    expect(data).toMatchObject({
      child: { dateOfBirth: '2015-03-12', fullName: null, abuseInterventions: null },
    });
    expect(errors).toHaveLength(EVERYTHING.length - 1);
  });
});

describe('a purpose', () => {
  const ask = async (persona: string, purpose: string) =>
    graph.ask(
      'query ($id: ID!) { child(id: $id) { abuseInterventions { id } } }',
      { id },
      await graph.headersFor({ persona, purpose }),
    );

  test('that cannot exercise a scope the role holds refuses the whole request with 403', async () => {
    const answer = await ask('coordinator', 'SERVICE_DELIVERY');
    expect(answer.status).toBe(403);
    expect(answer.data ?? null).toBeNull();
    expect(answer.errors).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'PURPOSE_FORBIDS', scope: 'police:read' }),
      }),
    ]);
  });

  test('of emergency shows nothing while none is open', async () => {
    const { data } = await ask('coordinator', 'EMERGENCY');
    expect(data).toEqual({ child: null });
  });

  test.each([
    [{ 'x-purpose': '' }, 'PURPOSE_REQUIRED'],
    [{ 'x-purpose': 'CURIOSITY' }, 'PURPOSE_UNKNOWN'],
    [{ 'x-case-reference': '' }, 'PURPOSE_INCOMPLETE'],
  ])('stated as %j is refused with %s', async (headers, code) => {
    const answer = await graph.ask('{ __typename }', {}, headers);
    expect([answer.status, answer.data ?? null]).toEqual([403, null]);
    expect(answer.errors).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({ code, messageVi: expect.any(String) }),
      }),
    ]);
  });
});

test('two viewers of one query get their own answers, in both orders', async () => {
  const officer = await graph.headersFor({ persona: 'district-officer' });
  const query = 'query Both($id: ID!) { child(id: $id) { fullName abuseInterventions { id } } }';
  for (const order of [
    [graph.headers, officer],
    [officer, graph.headers],
  ]) {
    for (const headers of order) {
      graph.department('police').calls = 0;
      const { data } = await graph.ask(query, { id }, headers);
      const mayKnow = headers === graph.headers;
      expect(data).toEqual({
        child: {
          fullName: 'Phạm Minh Anh',
          abuseInterventions: mayKnow ? [expect.anything()] : null,
        },
      });
      expect(graph.department('police').calls).toBe(mayKnow ? 1 : 0);
    }
  }
});

describe('unknown, sealed and out of area', () => {
  test('are alike in answer, department calls and SQL statements', async () => {
    const query = `query ($id: ID!) { child(id: $id) { id fullName healthInsurance { insured } residence { name } } }`;
    const officer = await graph.headersFor({
      persona: 'data-protection-officer',
      purpose: 'INSPECTION',
    });
    const sealed = formatChildNumber(childNoOf('OEDEMA'));
    const seal = await graph.ask(
      'mutation ($id: ID!, $why: String!) { sealChild(id: $id, reason: $why) { child { id } } }',
      { id: sealed, why: 'theo đề nghị của cơ quan điều tra' },
      officer,
    );
    expect(seal.data).toEqual({ sealChild: { child: { id: sealed } } });
    const worker = await graph.headersFor({ persona: 'commune-worker' });
    const costOf = async (child: string) => {
      const boards = ['registry', 'health', 'education', 'justice', 'police'].map((name) =>
        graph.department(name),
      );
      for (const board of boards) Object.assign(board, { calls: 0, statements: [] });
      const { status, data, errors } = await graph.ask(query, { id: child }, worker);
      return {
        status,
        data,
        errors,
        calls: boards.map(({ calls }) => calls),
        statements: boards.map(({ statements }) => statements),
      };
    };
    await costOf(formatChildNumber(4_000_000_000));
    const unknown = await costOf(formatChildNumber(4_000_000_000));
    expect(unknown).toMatchObject({ status: 200, data: { child: null }, errors: undefined });
    expect(await costOf(sealed)).toEqual(unknown);
    expect(await costOf(formatChildNumber(childNoOf('ENROLLED_OUTSIDE_COMMUNE')))).toEqual(unknown);
    expect((await costOf(id)).data).toMatchObject({ child: { fullName: 'Phạm Minh Anh' } });
  });

  test('the officers of one district see each other’s children no more than a stranger does', async () => {
    const away = await graph.headersFor({ persona: 'district-officer', units: ['290'] });
    expect(
      (await graph.ask('query ($id: ID!) { child(id: $id) { id } }', { id }, away)).data,
    ).toEqual({ child: null });
  });
});
