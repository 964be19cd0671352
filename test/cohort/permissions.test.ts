import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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
