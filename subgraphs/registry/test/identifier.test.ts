import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { issueGrant } from '../../../shared/access/grant.ts';
import type { Grant } from '../../../shared/access/grant.ts';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { askForChildren, identify, register } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

let department: Department;
beforeAll(async () => {
  department = await openDepartment(subgraph);
});
afterAll(() => department[Symbol.asyncDispose]());

const QUESTION =
  'query ($system: ID!, $value: String!) { childByIdentifier(system: $system, value: $value) { id } }';

/** A grant for the province, with these scopes. */
function grantWith(scopes: readonly string[]): Grant {
  const viewer = { subject: 'x', units: ['30'], seesSealed: false, emergencyChildNos: null };
  return issueGrant({ department: 'registry', scopes, purpose: 'CASE_MANAGEMENT', viewer });
}

function find(system: string, value: string) {
  return department.ask(QUESTION, { system, value });
}

describe('a child is found by what other offices know it by', () => {
  test('in each system, and a value of one system is none of another', async () => {
    await register(department, 11, 'Trần An');
    await register(department, 12, 'Trần Bình');
    await identify(department, 11, 'HEALTH_INSURANCE_CARD', '3012345678');
    await identify(department, 12, 'PUPIL_CODE', '3012345678');
    await identify(department, 12, 'BIRTH_CERTIFICATE', '12/2015');
    const card = await find('HEALTH_INSURANCE_CARD', '3012345678');
    const pupil = await find('PUPIL_CODE', '3012345678');
    const certificate = await find('BIRTH_CERTIFICATE', '12/2015');
    expect(card.data).toEqual({ childByIdentifier: { id: formatChildNumber(11) } });
    expect(pupil.data).toEqual({ childByIdentifier: { id: formatChildNumber(12) } });
    expect(certificate.data).toEqual({ childByIdentifier: { id: formatChildNumber(12) } });
  });

  test('an identifier of a retired number gives the kept child', async () => {
    await register(department, 21, 'Trần An');
    await register(department, 22, 'Trần An', { merged_into: 21 });
    await identify(department, 22, 'PERSONAL_ID', '030315000002');
    const { data } = await find('PERSONAL_ID', '030315000002');
    expect(data).toEqual({ childByIdentifier: { id: formatChildNumber(21) } });
  });

  test('an unknown value gives null and no error', async () => {
    const { data, errors } = await find('PERSONAL_ID', '030315000003');
    expect({ data, errors }).toEqual({ data: { childByIdentifier: null }, errors: undefined });
  });

  test('a system added as a row is known at once', async () => {
    await register(department, 41, 'Trần An');
    await department.sql(
      `insert into identifier_system values ('SPORT_CARD', 'Sports card', 'Thẻ thể thao', 'education', '^TT-\\d$', 'x', 'x')`,
    );
    await identify(department, 41, 'SPORT_CARD', 'TT-1');
    const { data } = await find('SPORT_CARD', 'TT-1');
    expect(data).toEqual({ childByIdentifier: { id: formatChildNumber(41) } });
  });

  test('an unknown system is refused, naming those that exist', async () => {
    const { data, errors } = await find("X'; drop table child; --\u0000", '1');
    expect(data).toEqual({ childByIdentifier: null });
    expect(errors?.[0]?.extensions?.['code']).toBe('INVALID_ARGUMENT');
    expect(errors?.[0]?.message).toContain(
      'BIRTH_CERTIFICATE, HEALTH_INSURANCE_CARD, PERSONAL_ID, PUPIL_CODE',
    );
  });

  test.each([
    ['PERSONAL_ID', '03031500001'],
    ['PERSONAL_ID', '0303150000011'],
    ['PERSONAL_ID', '03031500001a'],
    ['PERSONAL_ID', ' 030315000001'],
    ['PERSONAL_ID', '030315000001\n'],
    ['PERSONAL_ID', ''],
    ['HEALTH_INSURANCE_CARD', 'TE1303012345678'],
    ['PUPIL_CODE', '301234567\u0000'],
    ['BIRTH_CERTIFICATE', '12-2015'],
  ])('a value that cannot be a %s is refused: %j', async (system, value) => {
    const { data, errors } = await find(system, value);
    expect(data).toEqual({ childByIdentifier: null });
    expect(errors?.map((error) => error.extensions?.['code'])).toEqual(['INVALID_ARGUMENT']);
  });
});

test('a child answers with its identifiers and the personal number among them', async () => {
  await register(department, 61, 'Trần An');
  await identify(department, 61, 'PUPIL_CODE', '2100000006');
  await identify(department, 61, 'PERSONAL_ID', '030315000006');
  const fields = 'personalIdNumber identifiers { system { code nameVi owner } value }';
  const { data } = await askForChildren(department, [61], fields);
  expect(data?.['_entities']).toEqual([
    {
      personalIdNumber: '030315000006',
      identifiers: [
        {
          system: { code: 'PERSONAL_ID', nameVi: 'Số định danh cá nhân', owner: 'registry' },
          value: '030315000006',
        },
        {
          system: { code: 'PUPIL_CODE', nameVi: 'Mã định danh học sinh', owner: 'education' },
          value: '2100000006',
        },
      ],
    },
  ]);
});

test('no two children bear one identifier', async () => {
  await register(department, 71, 'Trần An');
  await register(department, 72, 'Trần Bình');
  await identify(department, 71, 'PERSONAL_ID', '030315000007');
  await expect(identify(department, 72, 'PERSONAL_ID', '030315000007')).rejects.toThrow(
    'identifier_pkey',
  );
});

describe('identifiers are known to those who hold their owner’s scope', () => {
  const OWNERS = {
    PERSONAL_ID: 'registry',
    HEALTH_INSURANCE_CARD: 'health',
    PUPIL_CODE: 'education',
  };
  const values = [
    ['HEALTH_INSURANCE_CARD', '3012345688', '3099999999'],
    ['PERSONAL_ID', '030315000008', '030315999999'],
    ['PUPIL_CODE', '3012345688', '3099999999'],
  ] as const;

  beforeAll(async () => {
    await register(department, 81, 'Trần An');
    for (const [system, value] of values) await identify(department, 81, system, value);
  });

  async function costOf(system: string, value: string, grant: Grant) {
    department.statements.length = 0;
    const question = QUESTION.replace('id }', 'id identifiers { value } }');
    const answer = await department.ask(question, { system, value }, grant);
    return {
      answer: { data: answer.data, errors: answer.errors },
      ran: [...department.statements],
    };
  }

  const grants = fc.subarray(['health:read', 'education:read', 'justice:read', 'police:read']);

  test('to others a child’s is like one that no child bears, in answer and statements', async () => {
    await fc.assert(
      fc.asyncProperty(grants, fc.constantFrom(...values), async (reads, [system, taken, free]) => {
        const grant = grantWith(['child:read', 'child:identity', ...reads]);
        const knows = (owner: string) => owner === 'registry' || reads.includes(`${owner}:read`);
        const found = await costOf(system, taken, grant);
        if (!knows(OWNERS[system])) expect(found).toEqual(await costOf(system, free, grant));
        else
          expect(found.answer.data?.['childByIdentifier']).toEqual({
            id: formatChildNumber(81),
            identifiers: values
              .filter(([other]) => knows(OWNERS[other]))
              .map(([, value]) => ({ value })),
          });
      }),
      { numRuns: 60 },
    );
  });
});
