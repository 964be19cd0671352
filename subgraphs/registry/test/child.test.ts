import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { askForChildren, register } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

let department: Department;
beforeAll(async () => {
  department = await openDepartment(subgraph);
});
afterAll(() => department[Symbol.asyncDispose]());

function open(id: string) {
  return department.ask('query ($id: ID!) { child(id: $id) { id fullName formerIds } }', { id });
}

describe('a child is opened by register number', () => {
  test('a known number gives the child', async () => {
    await register(department, 7, 'Đặng Thị Ngọc Ánh');
    const id = formatChildNumber(7);
    const { data, errors } = await open(id);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ child: { id, fullName: 'Đặng Thị Ngọc Ánh', formerIds: [] } });
  });

  test('an unknown number gives null and no error', async () => {
    const { data, errors } = await open(formatChildNumber(4_294_967_295));
    expect(errors).toBeUndefined();
    expect(data).toEqual({ child: null });
  });

  // The check digit of serial 1 is 0 (ISO/IEC 7064 MOD 11,10).
  test.each(['00000000011', '0000000001', '000000000100', 'abc', '', '0000000001O', '99999999999'])(
    'a mistyped number is refused: %j',
    async (id) => {
      const { data, errors } = await open(id);
      expect(data).toEqual({ child: null });
      expect(errors?.map((error) => error.extensions?.['code'])).toEqual(['INVALID_CHILD_NUMBER']);
    },
  );
});

describe('references from other departments', () => {
  test('come back in order, unknown children as null', async () => {
    await register(department, 5, 'Trần Văn Nam');
    await register(department, 6, 'Lê Thu Hà');
    const { data, errors } = await askForChildren(department, [6, 99, 5, 6], 'fullName');
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      _entities: [
        { fullName: 'Lê Thu Hà' },
        null,
        { fullName: 'Trần Văn Nam' },
        { fullName: 'Lê Thu Hà' },
      ],
    });
  });
});

describe('what the register says of a child', () => {
  test('names in parts, birth, family', async () => {
    await register(department, 11, 'Hoàng Mai', {
      sex: 'MALE',
      date_of_birth: '2021-04-30',
      date_of_birth_estimated: true,
      ethnicity: 'Sán Dìu',
      nationality: 'VN',
      place_of_origin: 'Xã Hoàng Hoa Thám, tỉnh Hải Dương',
      household_poverty_status: 'NEAR_POOR',
      registration_status: 'PROVISIONAL',
      birth_notified_on: '2021-05-01',
      departed_on: '2022-01-01',
      died_on: '2022-03-04',
    });
    await department.sql(`insert into guardian values
      (11, 2, 'MOTHER', 'Hoàng Thị Mơ', 1999, 'VN', 'Sán Dìu'), (11, 1, 'GRANDPARENT', 'Hoàng Văn Ba', null, null, null)`);
    const { data } = await askForChildren(
      department,
      [11],
      `familyName middleName givenName sex dateOfBirth dateOfBirthEstimated ethnicity nationality placeOfOrigin
       householdPovertyStatus registrationStatus birthNotifiedOn departedOn diedOn personalIdNumber
       guardians { relationship fullName birthYear nationality ethnicity }`,
    );
    expect(data?.['_entities']).toEqual([
      {
        familyName: 'Hoàng',
        middleName: null,
        givenName: 'Mai',
        sex: 'MALE',
        dateOfBirth: '2021-04-30',
        dateOfBirthEstimated: true,
        ethnicity: 'Sán Dìu',
        nationality: 'VN',
        placeOfOrigin: 'Xã Hoàng Hoa Thám, tỉnh Hải Dương',
        householdPovertyStatus: 'NEAR_POOR',
        registrationStatus: 'PROVISIONAL',
        birthNotifiedOn: '2021-05-01',
        departedOn: '2022-01-01',
        diedOn: '2022-03-04',
        personalIdNumber: null,
        guardians: [
          {
            relationship: 'GRANDPARENT',
            fullName: 'Hoàng Văn Ba',
            birthYear: null,
            nationality: null,
            ethnicity: null,
          },
          {
            relationship: 'MOTHER',
            fullName: 'Hoàng Thị Mơ',
            birthYear: 1999,
            nationality: 'VN',
            ethnicity: 'Sán Dìu',
          },
        ],
      },
    ]);
  });

  test('circumstances and assistance, newest first, with the words of the law', async () => {
    await register(department, 12, 'Hoàng Thị Mai');
    await department.sql(`insert into special_circumstance (child_no, "group", at_risk, started_on, ended_on) values
      (12, 'HIV_AIDS', false, '2016-01-01', null), (12, 'DROPPED_OUT_TO_WORK', true, '2021-09-20', '2022-08-31')`);
    await department.sql(`insert into assistance (child_no, kind, provider, given_on, until) values
      (12, 'GIFT', 'Quỹ Bảo trợ trẻ em', '2020-06-01', null),
      (12, 'MONTHLY_ALLOWANCE', 'Ủy ban nhân dân xã', '2021-01-01', '2021-12-31')`);
    const { data } = await askForChildren(
      department,
      [12],
      `specialCircumstances { group lawPoint name atRisk startedOn endedOn }
       assistance { kind provider givenOn until }`,
    );
    expect(data?.['_entities']).toEqual([
      {
        specialCircumstances: [
          {
            group: 'DROPPED_OUT_TO_WORK',
            lawPoint: 'h',
            name: 'Trẻ em phải bỏ học kiếm sống chưa hoàn thành phổ cập giáo dục trung học cơ sở',
            atRisk: true,
            startedOn: '2021-09-20',
            endedOn: '2022-08-31',
          },
          {
            group: 'HIV_AIDS',
            lawPoint: 'đ',
            name: 'Trẻ em nhiễm HIV/AIDS',
            atRisk: false,
            startedOn: '2016-01-01',
            endedOn: null,
          },
        ],
        assistance: [
          {
            kind: 'MONTHLY_ALLOWANCE',
            provider: 'Ủy ban nhân dân xã',
            givenOn: '2021-01-01',
            until: '2021-12-31',
          },
          { kind: 'GIFT', provider: 'Quỹ Bảo trợ trẻ em', givenOn: '2020-06-01', until: null },
        ],
      },
    ]);
  });
});
