import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import type { Department } from './register.fixture.ts';

let department: Department;
beforeAll(async () => {
  department = await openDepartment(subgraph);
});
afterAll(() => department[Symbol.asyncDispose]());

function findUnit(department: Department, code: string, on?: string) {
  const query = `query ($code: ID!, $on: Date) { administrativeUnit(code: $code, on: $on) {
    code name level validFrom validTo parent { name parent { name } } successors { code name } } }`;
  return department.ask(query, { code, on });
}

function refer(representations: Record<string, string>[]) {
  const query = `query ($units: [_Any!]!) { _entities(representations: $units) {
    ... on AdministrativeUnit { name parent { name } } } }`;
  const units = representations.map((key) => ({ __typename: 'AdministrativeUnit', ...key }));
  return department.ask(query, { units });
}

describe('a code means a unit on a day', () => {
  test('10507 was a ward of Hải Dương and became one of Hải Phòng', async () => {
    const before = await findUnit(department, '10507', '2025-06-30');
    const after = await findUnit(department, '10507', '2025-07-01');
    expect(before.data?.['administrativeUnit']).toEqual({
      code: '10507',
      name: 'Phường Cẩm Thượng',
      level: 'COMMUNE',
      validFrom: null,
      validTo: '2025-06-30',
      parent: { name: 'Thành phố Hải Dương', parent: { name: 'Tỉnh Hải Dương' } },
      successors: [{ code: '10507', name: 'Phường Thành Đông' }],
    });
    expect(after.data?.['administrativeUnit']).toEqual({
      code: '10507',
      name: 'Phường Thành Đông',
      level: 'COMMUNE',
      validFrom: '2025-07-01',
      validTo: null,
      parent: { name: 'Thành phố Hải Phòng', parent: null },
      successors: [],
    });
  });

  test('now is the clock, the default of the day', async () => {
    await using later = await openDepartment(subgraph, { clock: '2026-01-01' });
    expect((await findUnit(department, '10507')).data).toMatchObject({
      administrativeUnit: { name: 'Phường Cẩm Thượng' },
    });
    expect((await findUnit(later, '10507')).data).toMatchObject({
      administrativeUnit: { name: 'Phường Thành Đông' },
    });
  });

  // The commune did not change; the province became a city on 30 April 2026.
  test('the parent is the one of the day asked for', async () => {
    const [commune] = await department.sql(
      `select code from administrative_unit where parent_code = '75' and valid_from = '2025-07-01' and valid_to is null limit 1`,
    );
    const code = String(commune?.['code']);
    const before = await findUnit(department, code, '2026-04-29');
    const after = await findUnit(department, code, '2026-04-30');
    expect(before.data).toMatchObject({
      administrativeUnit: { parent: { name: 'Tỉnh Đồng Nai' } },
    });
    expect(after.data).toMatchObject({
      administrativeUnit: { parent: { name: 'Thành phố Đồng Nai' } },
    });
  });

  test('a unit that was split names all its successors', async () => {
    const [split] = await department.sql(
      `select unit.code, array_agg(successor.code order by successor.code) as parts from unit_successor link
       join administrative_unit unit on unit.id = link.unit_id
       join administrative_unit successor on successor.id = link.successor_id
       where unit.valid_to = '2025-06-30' group by unit.id having count(*) > 1 order by unit.id limit 1`,
    );
    const { data } = await department.ask(
      'query ($code: ID!) { administrativeUnit(code: $code) { successors { code } } }',
      { code: split?.['code'] },
    );
    const parts: unknown = split?.['parts'];
    expect(Array.isArray(parts) && parts.length).toBeGreaterThan(1);
    expect(data?.['administrativeUnit']).toEqual({
      successors: Array.isArray(parts) ? parts.map((code: unknown) => ({ code })) : [],
    });
  });
});

describe('a code that means nothing is refused with UNKNOWN_UNIT', () => {
  test.each(['99', '00000', '123456', '', '1', 'Hải Dương', "30' or '1'='1", '30\u0000'])(
    'one that never was: %j',
    async (code) => {
      const { data, errors } = await findUnit(department, code);
      expect(data).toEqual({ administrativeUnit: null });
      expect(errors?.map((error) => error.extensions?.['code'])).toEqual(['UNKNOWN_UNIT']);
      expect(errors?.[0]?.message).toContain('never was');
    },
  );

  test('one that no longer is says until when it was and what came after', async () => {
    const { data, errors } = await findUnit(department, '30', '2025-07-01');
    expect(data).toEqual({ administrativeUnit: null });
    expect(errors?.[0]?.extensions?.['code']).toBe('UNKNOWN_UNIT');
    expect(errors?.[0]?.message).toContain(
      'Tỉnh Hải Dương to 2025-06-30. It was succeeded by 31 Thành phố Hải Phòng.',
    );
  });

  test('one that is not yet says from when it is', async () => {
    const [unit] = await department.sql(
      `select code, name from administrative_unit where valid_from = '2025-07-01' and level = 'COMMUNE'
       and code not in (select code from administrative_unit where valid_from is distinct from '2025-07-01') limit 1`,
    );
    const { errors } = await findUnit(department, String(unit?.['code']), '2022-12-31');
    expect(errors?.[0]?.extensions?.['code']).toBe('UNKNOWN_UNIT');
    expect(errors?.[0]?.message).toContain(`${String(unit?.['name'])} from 2025-07-01`);
  });

  test('a day that does not exist is refused with INVALID_DATE', async () => {
    const { errors } = await findUnit(department, '30', '2022-02-30');
    expect(errors?.map((error) => error.extensions?.['code'])).toEqual(['INVALID_DATE']);
  });
});

describe('references from other departments', () => {
  test('by code and day, and by id', async () => {
    const { data, errors } = await refer([
      { code: '10507', onDate: '2025-07-01' },
      { code: '10507', onDate: '2022-01-01' },
      { id: '10507@2025-07-01' },
      { code: '99', onDate: '2022-01-01' },
      { id: '99@start' },
    ]);
    expect(errors).toBeUndefined();
    expect(data?.['_entities']).toEqual([
      { name: 'Phường Thành Đông', parent: { name: 'Thành phố Hải Phòng' } },
      { name: 'Phường Cẩm Thượng', parent: { name: 'Thành phố Hải Dương' } },
      { name: 'Phường Thành Đông', parent: { name: 'Thành phố Hải Phòng' } },
      null,
      null,
    ]);
  });
});
