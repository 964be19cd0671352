import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { issueGrant } from '../../shared/access/grant.ts';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { loadDepartment } from '../../subgraphs/discover.ts';
import { openDepartment } from '../harness/open-department.ts';

const known = formatChildNumber(childNoOf('KNOWN_TO_ALL'));
const KNOWN = { __typename: 'Child', id: known };

let health: Awaited<ReturnType<typeof openDepartment>>;
beforeAll(async () => {
  health = await openDepartment(await loadDepartment('health'), { children: 60 });
});
afterAll(() => health[Symbol.asyncDispose]());
beforeEach(() => {
  health.statements.length = 0;
});

function fetchOf(selection: string, declared = ''): string {
  return `query ($children: [_Any!]! ${declared}) { _entities(representations: $children) ${selection} }`;
}

/** The statements of fetches, and how many others ran; not how fresh the data is. */
function ran() {
  const statements = health.statements.filter((sql) => !sql.includes('max(recorded_at)'));
  const fetches = statements.filter((sql) => sql.includes(') answered'));
  return { fetches: fetches.length, others: statements.length - fetches.length };
}

function grantOf(scopes: string[]) {
  return issueGrant({ department: 'health', scopes, purpose: 'CASE_MANAGEMENT', viewer: null });
}

const INSURED = fetchOf('{ ... on Child { id healthInsurance { insured cards { number } } } }');

const HELD = { id: known, healthInsurance: { insured: expect.any(Boolean) } };

test('calls that come together under equal grants share a statement, and no object', async () => {
  const [one, other] = await Promise.all([
    health.ask(INSURED, { children: [KNOWN, KNOWN] }),
    health.ask(INSURED, { children: [{ __typename: 'Child', id: formatChildNumber(1) }, KNOWN] }),
  ]);
  expect(ran()).toEqual({ fetches: 1, others: 0 });
  expect(one.data).toMatchObject({ _entities: [HELD, HELD] });
  expect(other.data).toMatchObject({ _entities: [{ id: formatChildNumber(1) }, HELD] });
  const answered = [one, other].flatMap(({ data }) => Object.values(data ?? {}).flat());
  expect(new Set(answered).size).toBe(4);
});

test('calls under unequal grants share nothing', async () => {
  const children = [KNOWN];
  await Promise.all([
    health.ask(INSURED, { children }, grantOf(['health:read'])),
    health.ask(INSURED, { children }, grantOf(['health:read', 'justice:read'])),
  ]);
  expect(ran()).toEqual({ fetches: 2, others: 0 });
});

test('calls about unequal days share a statement for each day', async () => {
  const query = fetchOf('{ ... on Child { healthInsurance { insured(on: $on) } } }', '$on: Date');
  const answers = await Promise.all(
    ['2022-12-31', '1999-01-01', undefined, null].map((on) =>
      health.ask(query, { children: [KNOWN], ...(on !== undefined && { on }) }),
    ),
  );
  const insured = answers.map(({ data }) => data?.['_entities']);
  const now = [{ healthInsurance: { insured: true } }];
  expect(insured).toEqual([now, [{ healthInsurance: { insured: false } }], now, now]);
  expect(ran()).toEqual({ fetches: 2, others: 0 });
});

test('a grant that does not reach a field is told so by the resolvers, and nothing is read', async () => {
  const answer = await health.ask(INSURED, { children: [KNOWN] }, grantOf(['justice:read']));
  expect(answer.data).toEqual({ _entities: [{ id: known, healthInsurance: null }] });
  expect(answer.errors).toMatchObject([
    {
      path: ['_entities', 0, 'healthInsurance'],
      extensions: { code: 'UNAUTHORIZED_FIELD' },
    },
  ]);
  expect(ran()).toEqual({ fetches: 0, others: 0 });
});

test('a mistyped number costs its child only', async () => {
  const { data, errors } = await health.ask(INSURED, {
    children: [{ __typename: 'Child', id: '00000000019' }, KNOWN],
  });
  expect(errors).toMatchObject([{ extensions: { code: 'INVALID_CHILD_NUMBER' } }]);
  expect(data).toMatchObject({ _entities: [null, HELD] });
});

test.each([
  [
    'a condition',
    '{ ... on Child { id healthInsurance @skip(if: true) { insured } } }',
    { id: known },
  ],
  ['a condition on a fragment', '{ ... on Child @include(if: true) { id } }', { id: known }],
  [
    'one name twice',
    '{ ... on Child { healthInsurance { insured } healthInsurance { __typename } } }',
    { healthInsurance: { insured: true, __typename: 'HealthInsurance' } },
  ],
  [
    'a field that is not stated in SQL',
    '{ ... on Child { id nutrition { measurements(first: 1) { __typename } } } }',
    { id: known, nutrition: { measurements: { __typename: 'NutritionMeasurementConnection' } } },
  ],
  [
    'nothing that is read',
    '{ __typename ... on Child { id } }',
    { __typename: 'Child', id: known },
  ],
])('%s is answered by the resolvers', async (_, selection, expected) => {
  const { data, errors } = await health.ask(fetchOf(selection), { children: [KNOWN] });
  expect(errors).toBeUndefined();
  expect(data).toEqual({ _entities: [expected] });
  expect(ran().fetches).toBe(0);
});

test('as many fields as nobody writes are answered too', async () => {
  const cards = Array.from({ length: 60 }, (_, place) => `n${place}: number`).join(' ');
  const query = fetchOf(`{ ... on Child { healthInsurance { cards { ${cards} } } } }`);
  const { data, errors } = await health.ask(query, { children: [KNOWN] });
  expect(errors).toBeUndefined();
  expect(JSON.stringify(data)).toContain('"n59":');
});

test('a name that JavaScript gives to every object is a name like any other', async () => {
  const query = fetchOf(
    '{ ... on Child { __proto__: id constructor: healthInsurance { toString: insured } } }',
  );
  const { data } = await health.ask(query, { children: [KNOWN] });
  expect(JSON.stringify(data)).toBe(
    `{"_entities":[{"__proto__":"${known}","constructor":{"toString":true}}]}`,
  );
  expect(ran()).toEqual({ fetches: 0, others: 1 });
});

test.each([
  ['$on: Date', { on: '2022-02-30' }],
  ['$on: Date', { on: 'a' }],
  ['$on: Date!', {}],
])('a day that is none is refused (%s, %j)', async (declared, variables) => {
  const query = fetchOf('{ ... on Child { healthInsurance { insured(on: $on) } } }', declared);
  const { errors } = await health.ask(query, { children: [KNOWN], ...variables });
  expect(errors).toHaveLength(1);
  expect(ran()).toEqual({ fetches: 0, others: 0 });
});

test('a default of a variable counts', async () => {
  const query = fetchOf(
    '{ ... on Child { healthInsurance { insured(on: $on) } } }',
    '$on: Date = "1999-01-01"',
  );
  const { data } = await health.ask(query, { children: [KNOWN] });
  expect(data).toEqual({ _entities: [{ healthInsurance: { insured: false } }] });
});

test('where the statement fails the resolvers answer', async () => {
  await using department = await openDepartment(await loadDepartment('health'), { children: 60 });
  const query = fetchOf(
    '{ ... on Child { healthInsurance { cards { number primaryCareFacility } } } }',
  );
  await department.ask(query, { children: [KNOWN] });
  await department.sql(
    'alter table health_insurance_card rename column primary_care_facility to facility',
  );
  const after = await department.ask(query, { children: [KNOWN] });
  expect(after.errors).toBeUndefined();
  const card = { number: expect.any(String), primaryCareFacility: null };
  expect(after.data).toEqual({ _entities: [{ healthInsurance: { cards: [card, card, card] } }] });
  await department.sql('alter table health_insurance_card rename to card');
  const { data, errors } = await department.ask(query, { children: [KNOWN] });
  expect(data).toEqual({ _entities: [{ healthInsurance: null }] });
  expect(errors).toMatchObject([
    { path: ['_entities', 0, 'healthInsurance'], extensions: { code: 'INTERNAL_SERVER_ERROR' } },
  ]);
});
