import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { issueGrant } from '../../shared/access/grant.ts';
import type { GrantedViewer } from '../../shared/access/grant.ts';
import { subgraph as registry } from '../../subgraphs/registry/index.ts';
import { openDepartment } from '../harness/open-department.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph, GraphAnswer } from '../harness/start-graph.ts';

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph({ children: 400 });
});
afterAll(() => graph[Symbol.asyncDispose]());

interface Asker {
  persona: string;
  purpose: string;
  units?: readonly string[];
}

async function askAs(asker: Asker, query: string): Promise<GraphAnswer> {
  return graph.ask(query, {}, await graph.headersFor(asker));
}

function codesOf({ errors = [] }: GraphAnswer): unknown[] {
  return errors.map(({ extensions, path }) => [extensions['code'], path?.join('.')]);
}

const coordinator = { persona: 'coordinator', purpose: 'SERVICE_DELIVERY' };
const reporter = { persona: 'coordinator', purpose: 'REPORTING' };
const LISTED = 'children(first: 5) { nodes { id } }';

describe('who may ask', () => {
  test.each([
    ['a stranger', { persona: 'stranger', purpose: 'SERVICE_DELIVERY' }],
    ['an auditor', { persona: 'auditor', purpose: 'INSPECTION' }],
  ])('%s has no cohort', async (_, asker) => {
    const answer = await askAs(asker, `{ cohort { count } }`);
    expect(answer.data).toEqual({ cohort: null });
    expect(codesOf(answer)).toEqual([['UNAUTHORIZED_FIELD', 'cohort']]);
  });

  test('a purpose that gives no cohort, or no list, is named', async () => {
    const atWork = { persona: 'coordinator', purpose: 'CASE_MANAGEMENT' };
    expect(codesOf(await askAs(atWork, `{ cohort { count } }`))).toEqual([
      ['PURPOSE_FORBIDS', undefined],
    ]);
    expect(codesOf(await askAs(reporter, `{ cohort { ${LISTED} } }`))).toEqual([
      ['PURPOSE_FORBIDS', undefined],
    ]);
  });

  test('a department is asked only by who holds its scope, to read or to count', async () => {
    const query = `{ cohort { withAbuseIntervention(where: { reported: true }) { count } } }`;
    const before = graph.department('police').calls;
    const refused = await askAs({ persona: 'health-officer', purpose: 'SERVICE_DELIVERY' }, query);
    expect(codesOf(refused)).toEqual([['UNAUTHORIZED_FIELD', 'cohort.withAbuseIntervention']]);
    expect(graph.department('police').calls).toBe(before);
    const counted = await askAs(reporter, query);
    expect(counted.errors).toBeUndefined();
    expect(graph.department('police').calls).toBe(before + 1);
  });

  test('a reporting tool counts by published operations only', async () => {
    const tool = { persona: 'reporting-tool', purpose: 'REPORTING' };
    const answer = await askAs(tool, `{ cohort { count } }`);
    expect(codesOf(answer)).toEqual([['OPERATION_NOT_TRUSTED', 'cohort.count']]);
  });
});

describe('of whom', () => {
  test('a unit beyond the own ones is refused, which are named', async () => {
    const officer = { persona: 'district-officer', purpose: 'SERVICE_DELIVERY', units: ['288'] };
    for (const unit of ['30', '290', '31']) {
      const answer = await askAs(officer, `{ cohort(unit: "${unit}") { count } }`);
      expect(codesOf(answer)).toEqual([['INVALID_ARGUMENT', 'cohort']]);
      expect(answer.errors?.[0]?.message).toContain('288');
    }
    const own = await askAs(officer, `{ cohort(unit: "288") { count } all: cohort { count } }`);
    expect(own.errors).toBeUndefined();
    const { cohort, all } = own.data ?? {};
    expect(cohort).toEqual(all);
  });

  test('a sealed child is counted and listed by nobody who may not see it', async () => {
    const query = `{ cohort { count ${LISTED} } }`;
    const before = await askAs(coordinator, query);
    const [first] = await idsOf(before);
    const officer = { persona: 'data-protection-officer', purpose: 'INSPECTION' };
    const seal = `mutation { sealChild(id: "${first ?? ''}", reason: "a test of sealing") { sealedAt } }`;
    expect((await askAs(officer, seal)).errors).toBeUndefined();
    const after = await askAs(coordinator, query);
    expect(countOf(after)).toBe(countOf(before) - 1);
    expect(await idsOf(after)).not.toContain(first);
  });
});

function countOf({ data }: GraphAnswer): number {
  const cohort: unknown = data?.['cohort'];
  return typeof cohort === 'object' && cohort !== null ? Number(Reflect.get(cohort, 'count')) : NaN;
}

async function idsOf({ data }: GraphAnswer): Promise<string[]> {
  return [...JSON.stringify(data).matchAll(/"id":"(\d{11})"/g)].map(([, id]) => id ?? '');
}

describe('bad input', () => {
  test.each([
    ['cohort(asOf: "2023-01-01") { count }', 'INVALID_DATE', 'cohort'],
    ['cohort(unit: "99999") { count }', 'UNKNOWN_UNIT', 'cohort'],
    ['cohort(where: {}) { count }', 'INVALID_ARGUMENT', 'cohort'],
    ['cohort(where: { ageFrom: 6, ageUnder: 6 }) { count }', 'INVALID_ARGUMENT', 'cohort'],
    ['cohort(where: { ageUnder: 17 }) { count }', 'INVALID_ARGUMENT', 'cohort'],
    [
      'cohort { withHealthInsurance(where: { issuedFrom: "2022-02-01", issuedTo: "2022-01-01" }) { count } }',
      'INVALID_ARGUMENT',
      'cohort.withHealthInsurance',
    ],
    [
      'cohort { withPreschool(where: { schoolYear: "2022" }) { count } }',
      'INVALID_ARGUMENT',
      'cohort.withPreschool',
    ],
    ['cohort { withSwimming(where: {}) { count } }', 'INVALID_ARGUMENT', 'cohort.withSwimming'],
    ['cohort { children(first: 1001) { nodes { id } } }', 'INVALID_ARGUMENT', 'cohort.children'],
    [
      'cohort { children(first: 1, after: "x") { nodes { id } } }',
      'INVALID_ARGUMENT',
      'cohort.children',
    ],
  ])('%s is %s', async (field, code, path) => {
    expect(codesOf(await askAs(coordinator, `{ ${field} }`))).toEqual([[code, path]]);
  });
});

describe('what a cohort carries', () => {
  test.each([
    '{ cohort { steps } }',
    '{ cohort { asOf: count } }',
    '{ cohort { steps: count } }',
    '{ cohort { ... on Cohort { withSwimming(where: { taught: true }) { steps } } } }',
  ])('is not shown by %s', async (query) => {
    const answer = await askAs(coordinator, query);
    expect(answer.status).toBe(400);
    expect(answer.data ?? {}).toEqual({});
  });

  test('is in no answer, whatever goes wrong', async () => {
    const query = `{ cohort { withHealthInsurance(where: { insured: true }) { __typename asOf count
      withPreschool(where: { enrolled: false }) { count } withSwimming(where: {}) { count } } } }`;
    const { data, errors } = await askAs(coordinator, query);
    expect(errors).toHaveLength(1);
    expect(JSON.stringify({ data, errors })).not.toMatch(/"steps"|take|[\w-]{32}/);
  });
});

/** A grant of the register's own, as no gateway would make it. */
function grantOf(viewer: Partial<GrantedViewer>, scopes: readonly string[]) {
  return issueGrant({
    department: 'registry',
    scopes,
    purpose: 'REPORTING',
    viewer: {
      subject: 'test',
      units: ['30'],
      seesSealed: false,
      emergencyChildNos: null,
      ...viewer,
    },
  });
}

const ENTITY = `query ($representations: [_Any!]!) { _entities(representations: $representations) {
  ... on Cohort { count suppressed bySex { count suppressed } children(first: 2) { nodes { id } } } } }`;

function carried(steps: unknown, asOf = '2022-12-31') {
  return { representations: [{ __typename: 'Cohort', steps: JSON.stringify(steps), asOf }] };
}

describe('a department that sends what it should not', () => {
  const open = { open: { unit: null, where: null } };
  const exact = ['cohort:exact', 'cohort:list', 'child:read'];

  test('opens nobody beyond the viewer, and learns nothing from the refusal', async () => {
    await using department = await openDepartment(registry, { children: 200 });
    const few = grantOf({ units: ['288'] }, exact);
    const own = await department.ask(ENTITY, carried([open]), few);
    expect(own.errors).toBeUndefined();
    for (const steps of [
      [{ open: { unit: '30', where: null } }],
      [],
      [open, { take: 'someone', not: false }],
      [open, { take: 'someone', not: false, extra: 1 }],
      [open, { everyone: true }],
      [{ complement: true }, open],
      [open, open],
      [{ open: { unit: null, where: { ageUnder: 'six' } } }],
      'steps',
    ]) {
      const { data, errors = [] } = await department.ask(ENTITY, carried(steps), few);
      expect(data).toMatchObject({ _entities: [{ count: null, bySex: null, children: null }] });
      expect(JSON.stringify(errors)).not.toMatch(/someone|everyone|six/);
    }
  });

  test('lists nothing that was narrowed by what the viewer may count only', async () => {
    await using department = await openDepartment(registry, { children: 200 });
    const told = { open: { unit: null, where: { specialCircumstances: true } } };
    const without = await department.ask(ENTITY, carried([told]), grantOf({}, exact));
    expect(without.errors).toMatchObject([
      { path: ['_entities', 0, 'children'], extensions: { code: 'UNAUTHORIZED_FIELD' } },
    ]);
    const scopes = [...exact, 'child:circumstances'];
    expect(
      (await department.ask(ENTITY, carried([told]), grantOf({}, scopes))).errors,
    ).toBeUndefined();
  });

  test('has nobody looked around for in an emergency', async () => {
    await using department = await openDepartment(registry, { children: 60 });
    const grant = grantOf({ emergencyChildNos: [1] }, exact);
    const { data } = await department.ask(ENTITY, carried([open]), grant);
    expect(data).toMatchObject({ _entities: [{ count: null, children: null }] });
    const opened = await department.ask('{ cohort { count } }', {}, grant);
    expect(opened.data).toEqual({ cohort: null });
  });

  test('small counts are withheld from a trusted operation without exact counts, 0 is not', async () => {
    await using department = await openDepartment(registry, { children: 60 });
    const grant = grantOf({ isTrusted: true }, ['cohort:count']);
    const query = (ageFrom: number) =>
      `{ cohort(where: { ageFrom: ${ageFrom}, ageUnder: ${ageFrom + 1}, provisional: true }) { count suppressed } }`;
    const answers = await Promise.all(
      Array.from(
        { length: 16 },
        async (_, age) => (await department.ask(query(age), {}, grant)).data,
      ),
    );
    const [small] = await department.sql(
      `select count(*)::int as count from child where registration_status = 'PROVISIONAL' and merged_into is null`,
    );
    expect(small).not.toEqual({ count: 0 });
    expect(answers).toContainEqual({ cohort: { count: 0, suppressed: false } });
    expect(answers).toContainEqual({ cohort: { count: null, suppressed: true } });
    for (const count of [1, 2, 3, 4])
      expect(answers).not.toContainEqual({ cohort: { count, suppressed: false } });
  });
});
