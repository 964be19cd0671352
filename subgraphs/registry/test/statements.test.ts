import { expect, test } from '@jest/globals';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { askForChildren } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

const EVERYTHING = `
  id fullName personalIdNumber formerIds guardians { fullName }
  residence { name parent { name parent { name } } successors { name } }
  residenceHistory { unit { name parent { name } } startedOn }
  identifiers { system { code } value }
  specialCircumstances { group lawPoint name } assistance { kind }`;

async function statementsFor(department: Department, childNos: number[]): Promise<string[]> {
  department.statements.length = 0;
  const { errors } = await askForChildren(department, childNos, EVERYTHING);
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
  expect(new Set(fifty).size).toBeGreaterThan(5);
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
