import { describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { childNoOf } from '../../../shared/demo-province/story-of.ts';
import type { Story } from '../../../shared/demo-province/stories.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';

const idOf = (story: Story) => formatChildNumber(childNoOf(story));

const insuranceQuery = `query ($id: ID!, $on: Date) {
  _entities(representations: [{ __typename: "Child", id: $id }]) { ... on Child { healthInsurance {
    insured(on: $on)
    cards { number socialInsuranceNumber beneficiaryCode benefitLevel issuedOn validFrom validTo withdrawnOn primaryCareFacility }
  } } }
}`;

describe('health insurance', () => {
  test('a child of seven keeps the ended card of the first six years beside the pupil cards', async () => {
    await using department = await openDepartment(subgraph, { children: 30 });
    const { data, errors } = await department.ask(insuranceQuery, { id: idOf('KNOWN_TO_ALL') });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      _entities: [
        {
          healthInsurance: {
            insured: true,
            cards: [
              {
                number: '3000000001',
                socialInsuranceNumber: '3000000001',
                beneficiaryCode: 'HS',
                benefitLevel: 4,
                validFrom: '2022-01-01',
                validTo: '2022-12-31',
                withdrawnOn: null,
              },
              {
                number: '3000000001',
                beneficiaryCode: 'HS',
                validFrom: '2021-10-01',
                validTo: '2021-12-31',
              },
              {
                number: 'TE1303000000001',
                socialInsuranceNumber: '3000000001',
                beneficiaryCode: 'TE',
                benefitLevel: 1,
                validFrom: '2015-03-12',
                validTo: '2021-09-30',
                primaryCareFacility: 'Trung tâm Y tế thành phố Hải Dương',
              },
            ],
          },
        },
      ],
    });
  });

  test.each([
    ['CARD_EXPIRED_AT_72_MONTHS', '2022-10-31', true],
    ['CARD_EXPIRED_AT_72_MONTHS', '2022-11-01', false],
    ['CARD_EXPIRED_AT_72_MONTHS', null, false],
    ['BORN_BEFORE_30_SEPTEMBER', '2023-09-30', true],
    ['BORN_BEFORE_30_SEPTEMBER', '2023-10-01', false],
    ['BORN_BEFORE_30_SEPTEMBER', '2017-03-12', true],
    ['BORN_BEFORE_30_SEPTEMBER', '2017-03-11', false],
    ['DEAD', '2021-07-03', true],
    ['DEAD', '2021-07-04', false],
  ] as const)('%s on %s: insured %s', async (story, on, insured) => {
    await using department = await openDepartment(subgraph, { children: 30 });
    const { data } = await department.ask(insuranceQuery, { id: idOf(story), on });
    expect(data).toMatchObject({ _entities: [{ healthInsurance: { insured } }] });
  });

  test('today is what the clock says', async () => {
    await using department = await openDepartment(subgraph, { children: 30, clock: '2022-10-31' });
    const { data } = await department.ask(insuranceQuery, {
      id: idOf('CARD_EXPIRED_AT_72_MONTHS'),
    });
    expect(data).toMatchObject({ _entities: [{ healthInsurance: { insured: true } }] });
  });

  test.each(['BIRTH_NEVER_REGISTERED', 'KNOWN_TO_ONE_ONLY'] as const)(
    '%s has no card at all',
    async (story) => {
      await using department = await openDepartment(subgraph, { children: 30 });
      const { data, errors } = await department.ask(insuranceQuery, { id: idOf(story) });
      expect(errors).toBeUndefined();
      expect(data).toEqual({ _entities: [{ healthInsurance: null }] });
    },
  );

  test('a day that does not exist is refused', async () => {
    await using department = await openDepartment(subgraph);
    const { errors } = await department.ask(insuranceQuery, { id: idOf('DEAD'), on: '2022-02-29' });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_DATE' } }]);
  });

  test('insured(on) is what SQL finds, child by child', async () => {
    await using department = await openDepartment(subgraph, { children: 300 });
    const rows = await department.sql(
      `select distinct child_no::int as "childNo" from health_insurance_card
       where child_no is not null and '2021-12-15' between valid_from and valid_to
       and (withdrawn_on is null or withdrawn_on >= '2021-12-15')`,
    );
    const representations = Array.from({ length: 300 }, (_, index) => ({
      __typename: 'Child',
      id: formatChildNumber(index + 1),
    }));
    const { data } = await department.ask(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Child { id healthInsurance { insured(on: "2021-12-15") } } } }`,
      { representations },
    );
    const insured = new Set(rows.map(({ childNo }) => formatChildNumber(Number(childNo))));
    expect(insured.size).toBeGreaterThan(200);
    expect(data).toMatchObject({
      _entities: representations.map(({ id }) =>
        insured.has(id) ? { id, healthInsurance: { insured: true } } : { id },
      ),
    });
    const answered = JSON.stringify(data).match(/"insured":true/g) ?? [];
    expect(answered).toHaveLength(insured.size);
  });
});
