import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { demoChild } from '../../../shared/demo-province/demo-child.ts';
import { storyCount, childNoOf } from '../../../shared/demo-province/story-of.ts';
import type { Story } from '../../../shared/demo-province/stories.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { askForChildren } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

let department: Department;
beforeAll(async () => {
  department = await openDepartment(subgraph, { children: storyCount });
});
afterAll(() => department[Symbol.asyncDispose]());

async function profileOf(story: Story, fields: string): Promise<unknown> {
  const { data, errors } = await askForChildren(department, [childNoOf(story)], fields);
  expect(errors).toBeUndefined();
  const found: unknown = data?.['_entities'];
  return Array.isArray(found) ? found[0] : undefined;
}

describe('the fixed cases', () => {
  test('a birth never registered is provisional, without a personal number', async () => {
    expect(
      await profileOf(
        'BIRTH_NEVER_REGISTERED',
        'registrationStatus personalIdNumber identifiers { value }',
      ),
    ).toEqual({
      registrationStatus: 'PROVISIONAL',
      personalIdNumber: null,
      identifiers: [],
    });
  });

  test('a child found abandoned: estimated day of birth, ethnicity blank, no parents', async () => {
    expect(
      await profileOf(
        'ABANDONED',
        'dateOfBirthEstimated ethnicity nationality placeOfOrigin guardians { relationship } specialCircumstances { group }',
      ),
    ).toEqual({
      dateOfBirthEstimated: true,
      ethnicity: null,
      nationality: 'VN',
      placeOfOrigin: null,
      guardians: [{ relationship: expect.stringMatching(/INSTITUTION|ALTERNATIVE_CARER/) }],
      specialCircumstances: [{ group: 'ABANDONED' }],
    });
  });

  test('father unknown: the mother alone, whose family name the child has', async () => {
    const profile = await profileOf(
      'FATHER_UNKNOWN',
      'familyName guardians { relationship fullName }',
    );
    const child = demoChild(1, childNoOf('FATHER_UNKNOWN'));
    expect(profile).toEqual({
      familyName: child.familyName,
      guardians: [
        {
          relationship: 'MOTHER',
          fullName: expect.stringMatching(new RegExp(`^${child.familyName} `)),
        },
      ],
    });
  });

  test('twins have the same guardians and home', async () => {
    const fields = 'dateOfBirth guardians { fullName birthYear } residence { code }';
    expect(await profileOf('TWIN_SECOND', fields)).toEqual(await profileOf('TWIN_FIRST', fields));
  });

  test('several special circumstances at once, one of them over', async () => {
    expect(
      await profileOf(
        'SEVERAL_CIRCUMSTANCES',
        'householdPovertyStatus specialCircumstances { group atRisk endedOn }',
      ),
    ).toEqual({
      householdPovertyStatus: expect.stringMatching(/^(NEAR_)?POOR$/),
      specialCircumstances: [
        { group: 'DROPPED_OUT_TO_WORK', atRisk: true, endedOn: '2022-08-31' },
        { group: 'SERIOUS_ILLNESS_POOR', atRisk: false, endedOn: null },
        { group: 'DISABLED', atRisk: false, endedOn: null },
      ],
    });
  });

  test('one who moved, one who died, one who left', async () => {
    const history =
      'residenceHistory { unit { code } startedOn endedOn } residence { code } diedOn departedOn';
    expect(await profileOf('MOVED_BETWEEN_DISTRICTS', history)).toMatchObject({
      residenceHistory: [
        { unit: { code: '10552' }, startedOn: '2014-01-20', endedOn: '2020-08-31' },
        { unit: { code: '10660' }, startedOn: '2020-09-01', endedOn: null },
      ],
      residence: { code: '10660' },
    });
    expect(await profileOf('DEAD', history)).toMatchObject({
      residence: null,
      diedOn: '2021-07-03',
    });
    expect(await profileOf('MOVED_AWAY', history)).toMatchObject({
      residence: null,
      departedOn: '2021-02-15',
    });
  });

  test('two numbers of one child', async () => {
    const both = {
      id: formatChildNumber(childNoOf('KEPT_NUMBER')),
      formerIds: [formatChildNumber(childNoOf('RETIRED_NUMBER'))],
    };
    expect(await profileOf('KEPT_NUMBER', 'id formerIds')).toEqual(both);
    expect(await profileOf('RETIRED_NUMBER', 'id formerIds')).toEqual(both);
  });

  test('two of one name and birthday live apart', async () => {
    const first = await profileOf('SAME_NAME_FIRST', 'fullName dateOfBirth residence { code }');
    expect(first).toEqual({
      fullName: 'Nguyễn Khánh Linh',
      dateOfBirth: '2016-08-08',
      residence: { code: '10510' },
    });
    expect(await profileOf('SAME_NAME_SECOND', 'fullName dateOfBirth residence { code }')).toEqual({
      fullName: 'Nguyễn Khánh Linh',
      dateOfBirth: '2016-08-08',
      residence: { code: '10549' },
    });
  });
});
