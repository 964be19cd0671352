import { describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';

const everything = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Child {
  id healthInsurance { insured cards { number } } nutrition { latest { weightForAgeZ } measurements { nodes { stunted } } }
} } }`;

function children(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    __typename: 'Child',
    id: formatChildNumber(index + 1),
  }));
}

describe('the department', () => {
  test('asks its database as often for fifty children as for one', async () => {
    await using department = await openDepartment(subgraph, { children: 60 });
    await department.ask(everything, { representations: children(1) });
    department.statements.length = 0;
    await department.ask(everything, { representations: children(1) });
    const forOne = department.statements.length;
    department.statements.length = 0;
    await department.ask(everything, { representations: children(50) });
    expect([forOne, department.statements.length]).toEqual([2, 2]);
  });

  test('refuses a mistyped register number', async () => {
    await using department = await openDepartment(subgraph, { children: 30 });
    const representations = [{ __typename: 'Child', id: '00000000019' }];
    const { errors } = await department.ask(everything, { representations });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_CHILD_NUMBER' } }]);
  });

  test('knows nothing of an unknown child, without an error', async () => {
    await using department = await openDepartment(subgraph, { children: 30 });
    const representations = [{ __typename: 'Child', id: formatChildNumber(4_000_000_000) }];
    const { data, errors } = await department.ask(everything, { representations });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ _entities: [{ healthInsurance: null, nutrition: null }] });
  });

  test('says how fresh its data is and how many records are not linked', async () => {
    await using department = await openDepartment(subgraph, { children: 30 });
    await department.sql(
      `insert into health_insurance_card (number, beneficiary_code, benefit_level, issued_on, valid_from, recorded_at)
       values ('0123456789', 'HS', 4, '2022-12-30', '2023-01-01', '2022-12-30T09:00:00Z')`,
    );
    const { extensions } = await department.ask(everything, { representations: children(1) });
    expect(extensions).toEqual({
      dataState: { freshAsOf: '2022-12-30T09:00:00.000Z', unlinkedRecords: 1 },
    });
  });

  test('migrates up, down and up again, and leaves no table behind', async () => {
    await using department = await openDepartment(subgraph);
    const tables = () =>
      department.sql(
        `select table_name from information_schema.tables where table_schema = 'public' and table_name not like 'kysely%' order by 1`,
      );
    const before = await tables();
    await department.migrateDown();
    expect(await tables()).toEqual([]);
    await department.prepare();
    expect(await tables()).toEqual(before);
    expect(before).toEqual([
      { table_name: 'cohort_change' },
      { table_name: 'cohort_log' },
      { table_name: 'cohort_snapshot' },
      { table_name: 'health_insurance_card' },
      { table_name: 'nutrition_measurement' },
    ]);
  });
});

const card = {
  number: '0123456789',
  beneficiary_code: 'HS',
  benefit_level: 4,
  issued_on: '2022-01-01',
  valid_from: '2022-01-01',
  valid_to: '2022-12-31',
};
const measurement = {
  sex: 'MALE',
  date_of_birth: '2020-01-01',
  measured_on: '2020-01-01',
  weight_kg: 3.2,
  length_or_height_cm: 50,
  position: 'LENGTH',
  has_oedema: false,
  implausible: '{}',
};

function insertion(table: string, row: object): [string, unknown[]] {
  const names = Object.keys(row);
  return [
    `insert into ${table} (${names.join()}) values (${names.map((_, index) => `$${index + 1}`).join()})`,
    Object.values(row),
  ];
}

describe('the database refuses what can never be', () => {
  test.each([
    ['health_insurance_card', 'number_has_its_form', card, { number: 'TE13000012345' }],
    ['health_insurance_card', 'beneficiary_code_is_two_letters', card, { beneficiary_code: 'hs' }],
    ['health_insurance_card', 'benefit_level_is_1_to_5', card, { benefit_level: 6 }],
    ['health_insurance_card', 'valid_to_after_valid_from', card, { valid_to: '2021-12-31' }],
    ['nutrition_measurement', 'sex_is_known', measurement, { sex: 'boy' }],
    ['nutrition_measurement', 'measured_after_birth', measurement, { measured_on: '2019-12-31' }],
    ['nutrition_measurement', 'weight_above_zero', measurement, { weight_kg: 0 }],
    ['nutrition_measurement', 'length_above_zero', measurement, { length_or_height_cm: -50 }],
    ['nutrition_measurement', 'position_is_length_or_height', measurement, { position: 'SITTING' }],
    ['nutrition_measurement', 'implausible_names_indices', measurement, { implausible: '{BMI}' }],
    [
      'nutrition_measurement',
      'something_was_observed',
      measurement,
      { weight_kg: null, length_or_height_cm: null },
    ],
  ])('%s: %s', async (table, constraint, row, change) => {
    await using department = await openDepartment(subgraph);
    await department.sql(...insertion(table, row));
    await expect(department.sql(...insertion(table, { ...row, ...change }))).rejects.toMatchObject({
      constraint,
    });
  });
});
