import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Kind, parse } from 'graphql';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { readCircumstanceGroups } from '../reference-data/read-lists.ts';
import { subgraph } from '../index.ts';
import type { Department } from './register.fixture.ts';

let department: Department;
beforeAll(async () => {
  department = await openDepartment(subgraph);
});
afterAll(() => department[Symbol.asyncDispose]());

/** Every row with the transaction that wrote it. */
function written() {
  return department.sql(`
    select 'unit' as kind, id as key, xmin::text from administrative_unit
    union all select 'link', unit_id || successor_id, xmin::text from unit_successor
    union all select 'group', code, xmin::text from circumstance_group
    union all select 'system', code, xmin::text from identifier_system order by 1, 2`);
}

describe('the lists that the State publishes', () => {
  test('are written once: an unchanged list touches no row', async () => {
    const before = await written();
    expect(before.length).toBeGreaterThan(3_000);
    await department.prepare();
    expect(await written()).toEqual(before);
  });

  test('two processes that start at once do not disturb each other', async () => {
    const before = await written();
    await Promise.all([department.prepare(), department.prepare(), department.prepare()]);
    expect(await written()).toEqual(before);
  });

  test('a writer waits for the one before', async () => {
    await department.sql('select pg_advisory_lock(4927101)');
    const written = department.prepare().then(() => 'WRITTEN');
    const waiting = async (): Promise<string> => {
      const waiters = await department.sql(
        `select 1 from pg_locks where locktype = 'advisory' and objid = 4927101 and not granted
          and database = (select oid from pg_database where datname = current_database())`,
      );
      return waiters.length > 0 ? 'WAITS' : waiting();
    };
    expect(await Promise.race([written, waiting()])).toBe('WAITS');
    await department.sql('select pg_advisory_unlock(4927101)');
    expect(await written).toBe('WRITTEN');
  });

  test('a row that differs is corrected, one missing is added, one unlisted is taken away', async () => {
    await department.sql(
      `update administrative_unit set name = 'Sai', valid_to = null where id = '10507@start'`,
    );
    await department.sql(
      `update unit_successor set resolution = 'Sai' where unit_id = '10507@start'`,
    );
    await department.sql(`delete from unit_successor where unit_id = '10510@start'`);
    await department.sql(`delete from identifier_system where code = 'PUPIL_CODE'`);
    await department.sql(
      `insert into administrative_unit values ('99999@start', '99999', 'Xã Thừa', 'COMMUNE', '288', null, null)`,
    );
    await department.sql(
      `insert into unit_successor values ('99999@start', '10507@2025-07-01', 'FULL', null)`,
    );
    await department.prepare();
    expect(
      await department.sql(
        `select name, valid_to::text from administrative_unit where id = '10507@start'`,
      ),
    ).toEqual([{ name: 'Phường Cẩm Thượng', valid_to: '2025-06-30' }]);
    expect(
      await department.sql(
        `select unit_id, resolution from unit_successor where unit_id in ('10507@start', '10510@start') order by 1`,
      ),
    ).toEqual([
      { unit_id: '10507@start', resolution: '1669/NQ-UBTVQH15' },
      { unit_id: '10510@start', resolution: '1669/NQ-UBTVQH15' },
    ]);
    expect(await department.sql(`select id from administrative_unit where code = '99999'`)).toEqual(
      [],
    );
    expect(
      await department.sql(`select owner from identifier_system where code = 'PUPIL_CODE'`),
    ).toEqual([{ owner: 'education' }]);
  });

  test('a system that an administrator added stays', async () => {
    await department.sql(
      `insert into identifier_system values ('SPORT_CARD', 'x', 'x', 'education', '^x$', 'x', 'x')`,
    );
    await department.prepare();
    expect(
      await department.sql(`select code from identifier_system where code = 'SPORT_CARD'`),
    ).toHaveLength(1);
  });
});

test('the enum of the 14 groups and the list are the same, in the order of the law', () => {
  const sdl = readFileSync(path.join(import.meta.dirname, '../schema.graphql'), 'utf8');
  const definition = parse(sdl).definitions.find(
    (node) =>
      node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'SpecialCircumstanceGroup',
  );
  const values = definition?.kind === Kind.ENUM_TYPE_DEFINITION ? (definition.values ?? []) : [];
  const groups = readCircumstanceGroups();
  expect(values.map(({ name }) => name.value)).toEqual(groups.map(({ code }) => code));
  expect(groups.map(({ lawPoint }) => lawPoint).join('')).toBe('abcdđeghiklmno');
  for (const [index, { lawPoint }] of groups.entries())
    expect(values[index]?.description?.value).toContain(`(point ${lawPoint})`);
});
