import { describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { childNoOf } from '../../../shared/demo-province/story-of.ts';
import type { Story } from '../../../shared/demo-province/stories.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';

type Department = Awaited<ReturnType<typeof openDepartment>>;

const QUESTION = `query ($children: [_Any!]!) {
  _entities(representations: $children) {
    ... on Child {
      id
      birthRegistration {
        number registeredOn daysAfterBirth timeliness kind reRegisteredOn fatherKnown motherKnown
        registeredAt { code }
      }
      legalAid { id role form field requestedOn acceptedOn givenOn closedOn provider }
    }
  }
}`;

function askFor(department: Department, childNos: number[]) {
  const children = childNos.map((childNo) => ({
    __typename: 'Child',
    id: formatChildNumber(childNo),
  }));
  return department.ask(QUESTION, { children });
}

/** How many statements of the loaders ran; how fresh the data is gets asked now and then besides. */
function loaderStatements({ statements }: Department): number {
  return statements.filter((sql) => !sql.includes('max(recorded_at)')).length;
}

async function register(department: Department, childNo: number, facts: Record<string, unknown>) {
  const row = { number: `${childNo}/2020`, child_no: childNo, kind: 'ORDINARY', ...facts };
  const entry = { date_of_birth: '2020-01-31', registered_at_code: '10507', ...row };
  const columns = Object.keys(entry);
  const places = columns.map((_, index) => `$${index + 1}`);
  await department.sql(
    `insert into birth_registration (${columns.join()}) values (${places.join()})`,
    Object.values(entry),
  );
}

async function requestAid(department: Department, id: string, requestedOn: string, childNo = 1) {
  await department.sql(
    `insert into legal_aid_case (id, child_no, role, form, field, requested_on, provider)
     values ($1, $2, 'VICTIM', 'LITIGATION', 'CRIMINAL', $3, 'Trung tâm')`,
    [id, childNo, requestedOn],
  );
}

describe('a birth is registered on time within 60 days', () => {
  // 31 January 2020 and 60 days is 31 March: 29 days of February, 31 of March.
  test.each([
    ['on the day of birth', '2020-01-31', 0, 'ON_TIME'],
    ['after 59 days', '2020-03-30', 59, 'ON_TIME'],
    ['after 60 days', '2020-03-31', 60, 'ON_TIME'],
    ['after 61 days', '2020-04-01', 61, 'LATE'],
    ['after years', '2022-01-31', 731, 'LATE'],
  ])('%s', async (_, registeredOn, daysAfterBirth, timeliness) => {
    await using department = await openDepartment(subgraph);
    await register(department, 7, { registered_on: registeredOn });
    const { data } = await askFor(department, [7]);
    expect(data).toMatchObject({
      _entities: [{ birthRegistration: { registeredOn, daysAfterBirth, timeliness } }],
    });
  });
});

test('the database refuses a registration before birth, an unknown kind and a second entry of a child', async () => {
  await using department = await openDepartment(subgraph);
  await register(department, 1, { registered_on: '2020-02-01' });
  await expect(register(department, 2, { registered_on: '2020-01-30' })).rejects.toThrow(
    'registered_after_birth',
  );
  await expect(
    register(department, 2, { registered_on: '2020-02-01', kind: 'OTHER' }),
  ).rejects.toThrow('kind_is_known');
  await expect(
    register(department, 1, { registered_on: '2020-02-01', number: '9/2020' }),
  ).rejects.toThrow('birth_registration_child_no_key');
});

describe('the fixed cases', () => {
  const cases: [Story, Record<string, unknown> | null][] = [
    ['KNOWN_TO_ALL', { kind: 'ORDINARY', daysAfterBirth: 12, timeliness: 'ON_TIME' }],
    ['BIRTH_NEVER_REGISTERED', null],
    ['KNOWN_TO_ONE_ONLY', null],
    ['REGISTERED_LATE', { kind: 'ORDINARY', daysAfterBirth: 61, timeliness: 'LATE' }],
    ['ABANDONED', { kind: 'ABANDONED', fatherKnown: false, motherKnown: false }],
    ['FATHER_UNKNOWN', { kind: 'FATHER_UNKNOWN', fatherKnown: false, motherKnown: true }],
    [
      'RE_REGISTERED',
      { kind: 'RE_REGISTRATION', registeredOn: '2013-04-22', reRegisteredOn: '2021-03-15' },
    ],
    ['RETIRED_NUMBER', null],
  ];

  test('births', async () => {
    await using department = await openDepartment(subgraph, { children: 60 });
    const { data, errors } = await askFor(
      department,
      cases.map(([story]) => childNoOf(story)),
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      _entities: cases.map(([, birthRegistration]) => ({ birthRegistration })),
    });
  });

  test('legal aid given and not given', async () => {
    await using department = await openDepartment(subgraph, { children: 60 });
    const stories = ['LEGAL_AID_GIVEN', 'LEGAL_AID_NOT_GIVEN', 'INTERVENTION_IN_TIME'] as const;
    const { data } = await askFor(department, stories.map(childNoOf));
    const given = { role: 'VICTIM', field: 'CRIMINAL', form: 'LITIGATION' };
    expect(data).toMatchObject({
      _entities: [{ legalAid: [given] }, { legalAid: [] }, { legalAid: [given] }],
    });
  });
});

test('legal aid comes newest request first, equal days by number', async () => {
  await using department = await openDepartment(subgraph);
  await requestAid(department, 'B', '2021-05-01');
  await requestAid(department, 'C', '2022-05-01');
  await requestAid(department, 'A', '2021-05-01');
  const { data } = await askFor(department, [1]);
  expect(data).toMatchObject({
    _entities: [{ legalAid: [{ id: 'C' }, { id: 'A' }, { id: 'B' }] }],
  });
});

test('a case may not be accepted before it was asked for', async () => {
  await using department = await openDepartment(subgraph);
  await requestAid(department, 'A', '2021-05-01');
  await expect(
    department.sql("update legal_aid_case set accepted_on = '2021-04-30'"),
  ).rejects.toThrow('nothing_before_the_request');
});

test('an unknown child has no entry and no cases; a mistyped number is refused', async () => {
  await using department = await openDepartment(subgraph);
  const unknown = await askFor(department, [4_000_000_000]);
  expect(unknown).toMatchObject({
    data: { _entities: [{ birthRegistration: null, legalAid: [] }] },
  });
  const id = formatChildNumber(1).replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
  const mistyped = await department.ask(QUESTION, { children: [{ __typename: 'Child', id }] });
  expect(mistyped.errors).toMatchObject([{ extensions: { code: 'INVALID_CHILD_NUMBER' } }]);
});

test('fifty children cost as many statements as one', async () => {
  await using department = await openDepartment(subgraph, { children: 60 });
  await askFor(department, [1]);
  department.statements.length = 0;
  await askFor(department, [1]);
  expect(loaderStatements(department)).toBe(1);
  department.statements.length = 0;
  await askFor(
    department,
    Array.from({ length: 50 }, (_, index) => index + 1),
  );
  expect(loaderStatements(department)).toBe(1);
});

test('unlinked entries are counted, and told of no child', async () => {
  await using department = await openDepartment(subgraph);
  await register(department, 1, { registered_on: '2020-02-01', child_no: null });
  await requestAid(department, 'A', '2021-05-01');
  const { data, extensions } = await askFor(department, [1]);
  expect(data).toMatchObject({ _entities: [{ birthRegistration: null, legalAid: [{ id: 'A' }] }] });
  expect(extensions?.dataState).toMatchObject({ unlinkedRecords: 1 });
});

test('migrations go up, down and up again, and leave no table behind', async () => {
  await using department = await openDepartment(subgraph);
  const tables = `select table_name from information_schema.tables
    where table_schema = 'public' and table_name not like 'kysely%' order by 1`;
  const before = await department.sql(tables);
  expect(before).toHaveLength(5);
  await department.migrateDown();
  expect(await department.sql(tables)).toEqual([]);
  await department.prepare();
  expect(await department.sql(tables)).toEqual(before);
});
