import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { demoChild } from '../../../shared/demo-province/demo-child.ts';
import { randomFor } from '../../../shared/demo-province/random.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { demo } from '../demo.ts';
import { subgraph } from '../index.ts';
import { askForChildren } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

const CHILDREN = 20_000;

let department: Department;
beforeAll(async () => {
  department = await openDepartment(subgraph, { children: CHILDREN });
});
afterAll(() => department[Symbol.asyncDispose]());

async function numberOf(sql: string): Promise<number> {
  const [row] = await department.sql(`select (${sql})::float as number`);
  return Number(row?.['number']);
}

describe('the register of the demo province', () => {
  test('holds every child once', async () => {
    expect(await numberOf('select count(*) from child')).toBe(CHILDREN);
    expect(await numberOf('select count(*) from child where merged_into is not null')).toBe(1);
  });

  // Sources: the shares that the province reported or that are estimated of it; 20,000 draws leave some noise.
  test.each([
    [
      'in special circumstances, %',
      0.86,
      0.15,
      `select 100.0 * count(distinct child_no) filter (where not at_risk and ended_on is null) / ${CHILDREN} from special_circumstance`,
    ],
    [
      'at risk of them, %',
      2.43,
      0.3,
      `select 100.0 * count(distinct child_no) filter (where at_risk and ended_on is null) / ${CHILDREN} from special_circumstance`,
    ],
    [
      'of these assisted, %',
      95,
      4,
      `select 100.0 * avg((exists (select from assistance a where a.child_no = c.child_no))::int) from special_circumstance c where not at_risk`,
    ],
    ['Kinh, %', 99.6, 0.15, `select 100.0 * avg((ethnicity = 'Kinh')::int) from child`],
    [
      'boys per 100 girls',
      114,
      4,
      `select 100.0 * count(*) filter (where sex = 'MALE') / count(*) filter (where sex = 'FEMALE') from child`,
    ],
  ])('is close to the province: %s', async (_, asked, tolerance, sql) => {
    expect(Math.abs((await numberOf(sql)) - asked)).toBeLessThanOrEqual(tolerance);
  });

  test('knows nothing from after its day, from before birth, or from after death or departure', async () => {
    const events = `
      select child_no, started_on as first, coalesce(ended_on, started_on) as last from residence
      union all select child_no, started_on, coalesce(ended_on, started_on) from special_circumstance
      union all select child_no, given_on, coalesce(until, given_on) from assistance
      union all select child_no, birth_notified_on, birth_notified_on from child`;
    expect(
      await numberOf(`select count(*) from (${events}) event join child using (child_no)
      where first < date_of_birth or last > '2022-12-31' or last > departed_on or last > died_on`),
    ).toBe(0);
    expect(
      await numberOf(`select count(*) from residence join child using (child_no)
      where (ended_on is null) and (died_on is not null or departed_on is not null)`),
    ).toBe(0);
  });

  test('every living child lives in a commune of Hải Dương now', async () => {
    const living = await department.sql(`select child_no::integer from child
      where died_on is null and departed_on is null and merged_into is null order by child_no limit 2000`);
    const childNos = living.map((row) => Number(row['child_no']));
    const fields = 'residence { level parent { level parent { code } } }';
    const { data } = await askForChildren(department, childNos, fields);
    const inProvince = { level: 'COMMUNE', parent: { level: 'DISTRICT', parent: { code: '30' } } };
    expect(data).toEqual({ _entities: childNos.map(() => ({ residence: inProvince })) });
  });

  test('a home is recorded in the unit of its first day', async () => {
    const wrong = `select count(*) from residence r join administrative_unit u on u.id = r.unit_id
      where r.started_on > u.valid_to or (r.started_on < u.valid_from and u.valid_from > '2019-10-17'
        and exists (select from administrative_unit e where e.code = u.code and e.valid_to < u.valid_from))`;
    expect(await numberOf(wrong)).toBe(0);
  });

  // Decree 137/2015, article 13: 030, 2 boys and 3 girls of the 2000s, two digits of the birth year, six more.
  test('personal numbers agree with sex and birth year, and only registered births have one', async () => {
    expect(
      await numberOf(`select count(*) from child join identifier using (child_no) where system = 'PERSONAL_ID'
      and value !~ ('^030' || case sex when 'MALE' then '2' else '3' end || to_char(date_of_birth, 'YY') || '\\d{6}$')`),
    ).toBe(0);
    expect(
      await numberOf(`select count(*) from child where merged_into is null and (registration_status = 'REGISTERED')
      <> exists (select from identifier i where i.child_no = child.child_no and system = 'PERSONAL_ID')`),
    ).toBe(0);
    expect(
      await numberOf(
        `select count(*) from identifier join identifier_system s on s.code = system where value !~ pattern`,
      ),
    ).toBe(0);
  });

  test('names are in Unicode NFC and children without parents have a carer', async () => {
    expect(
      await numberOf(`select count(*) from guardian where full_name is not nfc normalized`),
    ).toBe(0);
    expect(
      await numberOf(`select count(*) from child where merged_into is null
      and not exists (select from guardian g where g.child_no = child.child_no)`),
    ).toBe(0);
  });

  test('repeats for the same seed and differs for another', () => {
    const rowsOf = (seed: number) =>
      Array.from({ length: 200 }, (_, index) =>
        demo.rowsOf(demoChild(seed, index + 1), randomFor(seed, index + 1, 'registry')),
      );
    expect(rowsOf(5)).toEqual(rowsOf(5));
    expect(rowsOf(5)).not.toEqual(rowsOf(6));
  });
});
