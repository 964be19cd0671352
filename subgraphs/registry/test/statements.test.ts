import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { askForChildren } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

const entitiesForm = z.object({ _entities: z.array(z.unknown()) });

const EVERYTHING = `
  id fullName personalIdNumber formerIds guardians { fullName }
  residence { name parent { name parent { name } } successors { name } }
  residenceHistory { unit { name parent { name } } startedOn }
  identifiers { system { code } value }
  specialCircumstances { group lawPoint name } assistance { kind }`;

async function statementsFor(
  department: Department,
  childNos: readonly number[],
  fields = EVERYTHING,
): Promise<string[]> {
  department.statements.length = 0;
  const { errors } = await askForChildren(department, childNos, fields);
  expect(errors).toBeUndefined();
  return department.statements.filter((statement) => !statement.includes('max('));
}

test('a page of fifty children costs as many statements as a page of one', async () => {
  await using department = await openDepartment(subgraph, { children: 100 });
  const all = Array.from({ length: 50 }, (_, index) => index + 1);
  // Units are kept for every call: they are read before it counts.
  await statementsFor(department, all);
  const one = await statementsFor(department, [1]);
  const fifty = await statementsFor(department, all);
  expect(fifty).toHaveLength(one.length);
  // The door's, and those of lists that belong to no child: systems, groups, successors.
  expect(new Set(fifty).size).toBe(4);
});

const KNOWN_OF_CHILDREN = `
  id fullName personalIdNumber formerIds nationality guardians { fullName } residence { name }
  residenceHistory { startedOn } identifiers { value } specialCircumstances { group } assistance { kind }`;

test.each([
  ['one', [1], KNOWN_OF_CHILDREN],
  ['fifty', Array.from({ length: 50 }, (_, index) => index + 1), KNOWN_OF_CHILDREN],
  ['nobody', [9_999], KNOWN_OF_CHILDREN],
  ['one, of whom little is asked', [1], 'id fullName'],
])('what is known of children is one statement: %s', async (_, childNos, fields) => {
  await using department = await openDepartment(subgraph, { children: 100 });
  await statementsFor(department, childNos, fields);
  expect(await statementsFor(department, childNos, fields)).toHaveLength(1);
});

test('calls of one turn are one statement, and each is answered what it asks', async () => {
  await using department = await openDepartment(subgraph, { children: 100 });
  const assistance = async (childNo: number) => {
    const { data } = await askForChildren(department, [childNo], 'id assistance { kind }');
    return data;
  };
  const alone = await assistance(1);
  department.statements.length = 0;
  const [plain, asked] = await Promise.all([
    askForChildren(department, [2], 'id'),
    askForChildren(department, [1], 'id assistance { kind }'),
  ]);
  expect(plain.data).toEqual({ _entities: [{ id: formatChildNumber(2) }] });
  expect(asked.data).toEqual(alone);
  expect(department.statements).toHaveLength(1);
});

const LISTS_IN_SQL = `
  select json_build_object(
    'guardians', (select coalesce(json_agg(json_build_object('fullName', full_name) order by position), '[]')
      from guardian where guardian.child_no = child.child_no),
    'residenceHistory', (select coalesce(json_agg(json_build_object('startedOn', started_on) order by started_on), '[]')
      from residence where residence.child_no = child.child_no),
    'assistance', (select coalesce(json_agg(json_build_object('kind', kind) order by given_on desc, kind, provider), '[]')
      from assistance where assistance.child_no = child.child_no)
  ) as lists
  from (select child_no as asked, coalesce(merged_into, child_no) as child_no from child where child_no <= 150) child
  order by asked`;

test('a long list is one statement too, and answers what stands in the tables', async () => {
  await using department = await openDepartment(subgraph, { children: 150 });
  const all = Array.from({ length: 150 }, (_, index) => index + 1);
  // Units are kept for every call: they are read before it counts.
  await statementsFor(department, all, KNOWN_OF_CHILDREN);
  expect(await statementsFor(department, all, KNOWN_OF_CHILDREN)).toHaveLength(1);
  const { data } = await askForChildren(
    department,
    all,
    'guardians { fullName } residenceHistory { startedOn } assistance { kind }',
  );
  const rows = await department.sql(LISTS_IN_SQL);
  expect(entitiesForm.parse(data)._entities).toEqual(rows.map(({ lists }) => lists));
});

test('what nobody asks for is not read', async () => {
  await using department = await openDepartment(subgraph, { children: 10 });
  const [plain] = await statementsFor(department, [1], 'id fullName');
  expect(plain).not.toMatch(/from (guardian|assistance|special_circumstance|identifier)/);
  const [asked] = await statementsFor(department, [1], 'id assistance { kind }');
  expect(asked).toMatch(/from assistance/);
  expect(asked).not.toMatch(/from guardian/);
});

test('a search for fifty costs as many statements as one for one', async () => {
  await using department = await openDepartment(subgraph, { children: 500 });
  const search = async (first: number) => {
    department.statements.length = 0;
    await department.ask(
      `{ searchChildren(name: "Nguyễn", unit: "30", first: ${first}) { child { id residence { name } } } }`,
    );
    return department.statements.filter((statement) => !statement.includes('max(')).length;
  };
  await search(50);
  expect(await search(50)).toBe(await search(1));
});
