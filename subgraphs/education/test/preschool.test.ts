import { describe, expect, test } from '@jest/globals';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { askFor, enrol } from './education.fixture.ts';

describe('preschool', () => {
  test('a year is enrolled to its end, and today is the default', async () => {
    await using department = await openDepartment(subgraph, { clock: '2022-08-31' });
    await enrol(department);
    const { data } = await askFor(department, [1], '2022-09-01');
    expect(data).toMatchObject({
      _entities: [
        { preschool: { now: true, enrolled: false, enrolments: [{ lastDay: '2022-08-31' }] } },
      ],
    });
  });

  test('enrolments come newest school year first; a mixed-age class has no age band', async () => {
    await using department = await openDepartment(subgraph);
    await enrol(department);
    await enrol(department, {
      id: 'MN-2',
      school_year: '2022-2023',
      enrolled_on: '2022-09-01',
      age_band: null,
    });
    const { data } = await askFor(department, [1]);
    expect(data).toMatchObject({
      _entities: [
        {
          preschool: {
            enrolments: [{ schoolYear: '2022-2023', ageBand: null }, { schoolYear: '2021-2022' }],
          },
        },
      ],
    });
  });

  test.each([
    ['school_year_is_two_years_in_a_row', { school_year: '2021-2023' }],
    ['age_band_is_of_the_stage', { stage: 'NURSERY' }],
    ['age_band_is_of_the_stage', { stage: 'PRIMARY', age_band: null }],
    ['enrolled_and_left_by_the_end_of_the_school_year', { left_on: '2021-09-05' }],
    ['enrolled_and_left_by_the_end_of_the_school_year', { enrolled_on: '2022-09-01' }],
  ])('the database refuses what cannot be: %s %o', async (constraint, facts) => {
    await using department = await openDepartment(subgraph);
    await expect(enrol(department, facts)).rejects.toThrow(constraint);
  });
});
