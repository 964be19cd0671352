import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../shared/time/day.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { readAdministrativeUnits, readUnitSuccessors } from '../administrative-units/read-units.ts';
import { subgraph } from '../index.ts';
import { askForChildren, register, settle } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

let department: Department;
beforeAll(async () => {
  department = await openDepartment(subgraph);
});
afterAll(() => department[Symbol.asyncDispose]());

const units = readAdministrativeUnits();
const links = readUnitSuccessors();

async function residenceOn(childNo: number, on: string, from = department): Promise<unknown> {
  const { data, errors } = await askForChildren(from, [childNo], `residence(on: "${on}") { id }`);
  expect(errors).toBeUndefined();
  return data;
}

function livesIn(id: string | null) {
  return { _entities: [{ residence: id === null ? null : { id } }] };
}

/** What a unit had become by a day, said as plainly as can be. */
function become(id: string, on: string): string {
  const unit = units.find((candidate) => candidate.id === id);
  const after = links.filter((link) => link.unitId === id);
  const [only] = after;
  const isOver = unit?.validTo != null && unit.validTo < on;
  if (!isOver || after.length !== 1 || only?.extent !== 'FULL') return id;
  return become(only.successorId, on);
}

describe('where a child lives on a day', () => {
  test('before the first stay, after the last and between two: nowhere in the province', async () => {
    await register(department, 1, 'Trần An');
    await settle(department, 1, '10507@start', '2010-01-01', '2012-12-31');
    await settle(department, 1, '10510@start', '2014-01-01', '2015-12-31');
    for (const on of ['2009-12-31', '2013-01-01', '2013-12-31', '2016-01-01']) {
      expect(await residenceOn(1, on)).toEqual(livesIn(null));
    }
    for (const on of ['2010-01-01', '2012-12-31'])
      expect(await residenceOn(1, on)).toEqual(livesIn('10507@start'));
    for (const on of ['2014-01-01', '2015-12-31'])
      expect(await residenceOn(1, on)).toEqual(livesIn('10510@start'));
  });

  test('a unit that went on whole is answered as what it became', async () => {
    await register(department, 2, 'Trần Bình');
    await settle(department, 2, '10510@start', '2010-01-01');
    expect(await residenceOn(2, '2025-06-30')).toEqual(livesIn('10510@start'));
    expect(await residenceOn(2, '2025-07-01')).toEqual(livesIn('10507@2025-07-01'));
  });

  test('a unit that was split stays itself, its end and successors shown', async () => {
    const split =
      links.find((link) => link.extent === 'PARTIAL' && link.unitId.startsWith('10'))?.unitId ?? '';
    await register(department, 3, 'Trần Châu');
    await settle(department, 3, split, '2010-01-01');
    const { data } = await askForChildren(
      department,
      [3],
      'residence(on: "2025-08-01") { id validTo successors { id } }',
    );
    const successors = links
      .filter((link) => link.unitId === split)
      .map(({ successorId }) => successorId);
    expect(successors.length).toBeGreaterThan(1);
    expect(data?.['_entities']).toEqual([
      {
        residence: {
          id: split,
          validTo: '2025-06-30',
          successors: successors.sort().map((id) => ({ id })),
        },
      },
    ]);
  });

  test('now is the clock', async () => {
    await register(department, 4, 'Trần Dung');
    await settle(department, 4, '10507@start', '2010-01-01', '2022-12-30');
    await settle(department, 4, '10510@start', '2022-12-31');
    const { data } = await askForChildren(department, [4], 'residence { id }');
    expect(data).toEqual(livesIn('10510@start'));
  });

  test('the history keeps the units as recorded', async () => {
    const { data } = await askForChildren(
      department,
      [1],
      'residenceHistory { unit { id } startedOn endedOn }',
    );
    expect(data?.['_entities']).toEqual([
      {
        residenceHistory: [
          { unit: { id: '10507@start' }, startedOn: '2010-01-01', endedOn: '2012-12-31' },
          { unit: { id: '10510@start' }, startedOn: '2014-01-01', endedOn: '2015-12-31' },
        ],
      },
    ]);
  });

  test('a day that does not exist is refused with INVALID_DATE', async () => {
    const { errors } = await askForChildren(department, [1], 'residence(on: "2021-02-29") { id }');
    expect(errors?.map((error) => error.extensions?.['code'])).toEqual(['INVALID_DATE']);
  });
});

test('residence(on) answers like a plain model of stays and successors', async () => {
  await using everywhere = await openDepartment(subgraph, {
    units: ['30', '31', '40', '70', '75', '92', '93'],
    clock: '2026-05-01',
  });
  const communes = units.filter(({ level }) => level === 'COMMUNE').map(({ id }) => id);
  const stay = fc.record({
    unitId: fc.constantFrom(...communes),
    days: fc.integer({ min: 1, max: 3_000 }),
    gap: fc.integer({ min: 0, max: 40 }),
  });
  const history = fc.record({
    stays: fc.array(stay, { minLength: 1, maxLength: 4 }),
    lasts: fc.boolean(),
  });
  const days = fc.array(fc.integer({ min: -10, max: 12_000 }), { minLength: 5, maxLength: 5 });
  let childNo = 1_000;
  await fc.assert(
    fc.asyncProperty(history, days, async ({ stays, lasts }, offsets) => {
      childNo += 1;
      const birth = '2004-02-28';
      let next = birth;
      const told = stays.map(({ unitId, days: length, gap }, index) => {
        const startedOn = addDays(next, gap);
        const endedOn = lasts && index === stays.length - 1 ? null : addDays(startedOn, length - 1);
        next = addDays(startedOn, length);
        return { unitId, startedOn, endedOn };
      });
      await register(everywhere, childNo, 'Trần Văn Mẫu', { date_of_birth: birth });
      for (const { unitId, startedOn, endedOn } of told)
        await settle(everywhere, childNo, unitId, startedOn, endedOn);
      for (const on of offsets.map((offset) => addDays(birth, offset))) {
        const home = told.find(
          ({ startedOn, endedOn }) => startedOn <= on && on <= (endedOn ?? '9999-12-31'),
        );
        expect(await residenceOn(childNo, on, everywhere)).toEqual(
          livesIn(home === undefined ? null : become(home.unitId, on)),
        );
      }
    }),
    { numRuns: 60 },
  );
});

describe('a child has one home at a time', () => {
  test.each([
    ['the same day', '2020-12-31', '2021-06-01'],
    ['within', '2020-02-01', '2020-03-01'],
    ['around', '2019-01-01', null],
  ])('a second stay is refused: %s', async (_, startedOn, endedOn) => {
    const [{ free } = {}] = await department.sql('select max(child_no) + 1 as free from child');
    const childNo = Number(free);
    await register(department, childNo, 'Trần An');
    await settle(department, childNo, '10507@start', '2020-01-01', '2020-12-31');
    await expect(settle(department, childNo, '10510@start', startedOn, endedOn)).rejects.toThrow(
      'one_home_at_a_time',
    );
  });

  test('a stay never ends before it starts', async () => {
    await expect(
      settle(department, 1, '10507@start', '2020-02-01', '2020-01-01'),
    ).rejects.toThrow();
  });
});
