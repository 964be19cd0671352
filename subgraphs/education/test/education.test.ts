import { expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { childNoOf } from '../../../shared/demo-province/story-of.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { askFor, assess, enrol, loaderStatements, QUESTION } from './education.fixture.ts';

test('the fixed cases', async () => {
  await using department = await openDepartment(subgraph, { children: 60 });
  const stories = ['ENROLLED_OUTSIDE_COMMUNE', 'KNOWN_TO_ALL', 'KNOWN_TO_ONE_ONLY'] as const;
  const { data, errors } = await askFor(department, stories.map(childNoOf));
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    _entities: [
      { preschool: { now: true } },
      { preschool: { now: false }, swimming: { safeSwimmer: true } },
      { preschool: null, swimming: null },
    ],
  });
  const outside = await department.sql(
    `select distinct school_unit_code <> '10546' as outside from preschool_enrolment where child_no = $1`,
    [childNoOf('ENROLLED_OUTSIDE_COMMUNE')],
  );
  expect(outside).toEqual([{ outside: true }]);
});

test('an unknown child has no record; a mistyped number and a day that does not exist are refused', async () => {
  await using department = await openDepartment(subgraph);
  const unknown = await askFor(department, [4_000_000_000]);
  expect(unknown).toMatchObject({ data: { _entities: [{ preschool: null, swimming: null }] } });
  const id = formatChildNumber(1).replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
  const mistyped = await department.ask(QUESTION, { children: [{ __typename: 'Child', id }] });
  expect(mistyped.errors).toMatchObject([{ extensions: { code: 'INVALID_CHILD_NUMBER' } }]);
  const noDay = await askFor(department, [1], '2022-02-30');
  expect(noDay.errors).toMatchObject([{ extensions: { code: 'INVALID_DATE' } }]);
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

test('unlinked records are counted, and told of no child', async () => {
  await using department = await openDepartment(subgraph);
  await enrol(department, { child_no: null });
  await assess(department, { child_no: null });
  const { data, extensions } = await askFor(department, [1]);
  expect(data).toMatchObject({ _entities: [{ preschool: null, swimming: null }] });
  expect(extensions?.dataState).toMatchObject({ unlinkedRecords: 2 });
});

test('migrations go up, down and up again, and leave no table behind', async () => {
  await using department = await openDepartment(subgraph);
  const tables = `select table_name from information_schema.tables
    where table_schema = 'public' and table_name not like 'kysely%' order by 1`;
  const before = await department.sql(tables);
  expect(before).toHaveLength(6);
  await department.migrateDown();
  expect(await department.sql(tables)).toEqual([]);
  await department.prepare();
  expect(await department.sql(tables)).toEqual(before);
});
