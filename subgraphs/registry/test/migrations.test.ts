import { expect, test } from '@jest/globals';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';

test('migrations go up, down and up again', async () => {
  await using department = await openDepartment(subgraph);
  const leftBehind = () =>
    department.sql(`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'S')
      and relname not like 'kysely%' union all select proname from pg_proc join pg_language l on l.oid = prolang
      where pronamespace = 'public'::regnamespace and lanname = 'plpgsql'`);
  expect((await leftBehind()).length).toBeGreaterThan(10);
  await department.migrateDown();
  expect(await leftBehind()).toEqual([]);
  await department.prepare();
  expect((await leftBehind()).length).toBeGreaterThan(10);
});
