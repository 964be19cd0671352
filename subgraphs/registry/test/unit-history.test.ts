import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Kysely } from 'kysely';
import { connect } from '../../../shared/database/connect.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { readAdministrativeUnits, readUnitSuccessors } from '../administrative-units/read-units.ts';
import { subgraph } from '../index.ts';
import { findUnitsBecome, findVersionsWithin } from '../queries/administrative-units.ts';
import type { Tables } from '../tables.ts';
import { seenOn } from '../unit-on-day.ts';
import type { Department } from './register.fixture.ts';

let department: Department;
let db: Kysely<Tables>;
beforeAll(async () => {
  department = await openDepartment(subgraph);
  db = connect<Tables>({ url: department.databaseUrl });
});
afterAll(async () => {
  await db.destroy();
  await department[Symbol.asyncDispose]();
});

const units = readAdministrativeUnits();
const links = readUnitSuccessors();

function unitOn(code: string | null, on: string) {
  return units.find(
    (unit) => unit.code === code && (unit.validFrom ?? '') <= on && on <= (unit.validTo ?? '9999'),
  );
}

/** Whether the unit that a version is lies in the unit of that code on the day. */
function liesIn(id: string, code: string, on: string): boolean {
  const unit = units.find((candidate) => candidate.id === id);
  if (unit === undefined || unitOn(unit.code, on)?.id !== id) return false;
  const parent = unitOn(unit.parentCode, on);
  return unit.code === code || (parent !== undefined && liesIn(parent.id, code, on));
}

/** Whether the unit above one that is over, with no successor on record, lies in the unit of that code. */
function aboveIsWithin(id: string, code: string, on: string): boolean {
  const unit = units.find((candidate) => candidate.id === id);
  const above = unitOn(unit?.parentCode ?? null, unit?.validTo ?? '');
  return above !== undefined && becameWithin(above.id, code, on);
}

/** Whether all that a version became by the day lies in the unit of that code. */
function becameWithin(id: string, code: string, on: string): boolean {
  const isOver = (units.find((unit) => unit.id === id)?.validTo ?? '9999') < on;
  const next = links.filter((link) => link.unitId === id);
  if (!isOver) return liesIn(id, code, on);
  if (next.length === 0) return aboveIsWithin(id, code, on);
  return next.every(({ successorId }) => becameWithin(successorId, code, on));
}

describe('the versions that lie in a unit on a day', () => {
  test.each([
    ['30', '2022-12-31'],
    ['288', '2022-12-31'],
    ['10507', '2022-12-31'],
    ['10507', '2025-07-01'],
    ['31', '2025-07-01'],
    ['75', '2026-05-01'],
    ['30', '2025-07-01'],
    ['99', '2022-12-31'],
  ])('%s on %s: all whose whole territory lies there', async (code, on) => {
    const model = units.map(({ id }) => id).filter((id) => becameWithin(id, code, on));
    expect((await findVersionsWithin(db, [code], on)).sort()).toEqual(model.sort());
  });

  test('a commune split over two lies in neither, but in their province', async () => {
    const split = links.find(
      ({ extent, unitId }) => extent === 'PARTIAL' && unitId.startsWith('10'),
    );
    const unitId = split?.unitId ?? '';
    const parts = links.filter((link) => link.unitId === unitId);
    expect(parts.length).toBeGreaterThan(1);
    for (const { successorId } of parts) {
      const [code = ''] = successorId.split('@');
      expect(await findVersionsWithin(db, [code], '2025-07-01')).not.toContain(unitId);
    }
    expect(await findVersionsWithin(db, ['31'], '2025-07-01')).toContain(unitId);
  });
});

test('a unit of which only a part went on in a single other one stays itself', async () => {
  await department.sql(`insert into administrative_unit values
    ('90001@start', '90001', 'Xã Một', 'COMMUNE', '288', null, '2020-12-31'),
    ('90002@2021-01-01', '90002', 'Xã Hai', 'COMMUNE', '288', '2021-01-01', null)`);
  await department.sql(
    `insert into unit_successor values ('90001@start', '90002@2021-01-01', 'PARTIAL', null)`,
  );
  const asked = [{ unitId: '90001@start', onDate: '2022-01-01' }];
  expect(await findUnitsBecome(db, asked)).toMatchObject([{ id: '90001@start' }]);
  await department.sql(`update unit_successor set extent = 'FULL' where unit_id = '90001@start'`);
  expect(await findUnitsBecome(db, asked)).toMatchObject([{ id: '90002@2021-01-01' }]);
});

describe('a unit is seen on a day of its own', () => {
  const unit = { id: 'x', code: '10507', name: 'Xã', level: 'COMMUNE', parentCode: '288' } as const;
  test.each([
    ['2019-01-01', '2020-01-01'],
    ['2020-01-01', '2020-01-01'],
    ['2021-05-05', '2021-05-05'],
    ['2022-12-31', '2022-12-31'],
    ['2023-01-01', '2022-12-31'],
  ])('asked for %s, on %s', (asked, onDate) => {
    const seen = seenOn({ ...unit, validFrom: '2020-01-01', validTo: '2022-12-31' }, asked);
    expect(seen.onDate).toBe(onDate);
  });

  test('one without limits is seen on the day asked for', () => {
    expect(seenOn({ ...unit, validFrom: null, validTo: null }, '1999-09-09').onDate).toBe(
      '1999-09-09',
    );
  });
});
