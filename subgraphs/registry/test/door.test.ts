import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { issueGrant } from '../../../shared/access/grant.ts';
import type { GrantedViewer } from '../../../shared/access/grant.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { COMMUNES, people, sees } from './door-model.fixture.ts';
import { identify, register, settle } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

const SCOPES = [
  'child:read',
  'child:identity',
  'child:circumstances',
  'education:read',
  'seal:manage',
  'sealed:read',
];
const UNKNOWN = formatChildNumber(4_000_000_000);
const WHY = 'nguy cơ bị tìm đến, theo đề nghị của cơ quan điều tra';

let department: Department;
beforeAll(async () => {
  department = await openDepartment(subgraph);
  for (const { childNo, homes, isSealed } of people) {
    await register(department, childNo, 'Đỗ Minh Châu');
    await identify(department, childNo, 'PUPIL_CODE', `300000000${childNo}`);
    for (const [index, home] of homes.entries()) {
      await settle(
        department,
        childNo,
        `${home}@start`,
        `${2016 + index}-01-01`,
        index < homes.length - 1 ? `${2016 + index}-12-31` : null,
      );
    }
    if (isSealed)
      await department.sql('insert into seal (child_no, sealed_by, reason) values ($1, $2, $3)', [
        childNo,
        'someone',
        WHY,
      ]);
  }
});
afterAll(() => department[Symbol.asyncDispose]());

function grantFor(viewer: GrantedViewer | null) {
  return issueGrant({ department: 'registry', scopes: SCOPES, purpose: 'CASE_MANAGEMENT', viewer });
}

async function ask(
  query: string,
  viewer: GrantedViewer | null,
  variables: Record<string, unknown> = {},
) {
  return department.ask(query, variables, grantFor(viewer));
}

const EVERY_WAY = `query ($id: ID!, $code: String!, $name: String!, $unit: ID) {
  child(id: $id) { id fullName residence { code } guardians { fullName } }
  childByIdentifier(system: "PUPIL_CODE", value: $code) { id }
  searchChildren(name: $name, unit: $unit, first: 100) { child { id } matchedName }
  _entities(representations: [{ __typename: "Child", id: $id }]) { ... on Child { id fullName } }
}`;

const viewers = fc.record({
  subject: fc.constant('someone'),
  units: fc.subarray(['30', '288', '290', '10507', '10510', '10549', '99']),
  seesSealed: fc.boolean(),
  emergencyChildNos: fc.option(fc.subarray([1, 2, 4, 7, 9])),
});

test('every way to a child shows whom a simple model lets be seen, and no other', async () => {
  await fc.assert(
    fc.asyncProperty(
      viewers,
      fc.integer({ min: 1, max: 9 }),
      fc.option(fc.constantFrom('30', '288', '10549')),
      async (viewer, childNo, unit) => {
        const id = formatChildNumber(childNo);
        const { data, errors } = await ask(EVERY_WAY, viewer, {
          id,
          code: `300000000${childNo}`,
          name: 'châu đỗ',
          unit,
        });
        expect(errors).toBeUndefined();
        const seen = sees(viewer, childNo);
        const mayLook = viewer.emergencyChildNos === null;
        const found = people.filter(
          (person) =>
            mayLook &&
            sees(viewer, person.childNo) &&
            (unit === null || COMMUNES[unit]?.includes(person.homes.at(-1) ?? '')),
        );
        expect(data).toEqual({
          child: seen ? expect.objectContaining({ id, fullName: 'Đỗ Minh Châu' }) : null,
          childByIdentifier: seen ? { id } : null,
          searchChildren: found.map((person) => ({
            child: { id: formatChildNumber(person.childNo) },
            matchedName: 'Đỗ Minh Châu',
          })),
          _entities: [seen ? { id, fullName: 'Đỗ Minh Châu' } : null],
        });
      },
    ),
    { numRuns: 300 },
  );
});

describe('unknown, sealed and out of area', () => {
  const viewer = {
    subject: 'someone',
    units: ['10510'],
    seesSealed: false,
    emergencyChildNos: null,
  };
  const asked = {
    unknown: [UNKNOWN, '3999999999'],
    sealed: [formatChildNumber(2), '3000000002'],
    away: [formatChildNumber(4), '3000000004'],
  };

  async function costOf([id = '', code = '']: string[]): Promise<{
    answer: unknown;
    statements: string[];
  }> {
    department.statements.length = 0;
    const answer = await ask(EVERY_WAY, viewer, { id, code, name: 'không có ai', unit: null });
    return {
      answer: { data: answer.data, errors: answer.errors },
      statements: [...department.statements]
        .filter((sql) => !sql.includes('unlinked_records'))
        .sort(),
    };
  }

  test('give the same answer from the same SQL statements', async () => {
    await costOf(asked.unknown);
    const [unknown, sealed, away] = [
      await costOf(asked.unknown),
      await costOf(asked.sealed),
      await costOf(asked.away),
    ];
    expect(unknown.answer).toEqual({
      data: { child: null, childByIdentifier: null, searchChildren: [], _entities: [null] },
      errors: undefined,
    });
    expect([sealed, away]).toEqual([unknown, unknown]);
    expect(unknown.statements.length).toBeGreaterThan(2);
  });
});

test('an emergency for a retired number opens the child that it is of, by either number', async () => {
  await register(department, 21, 'Lê Văn Tám');
  await register(department, 22, 'Lê Văn Tam', { merged_into: 21 });
  await register(department, 23, 'Lê Văn Tam', { merged_into: 22 });
  const viewer = { subject: 'someone', units: [], seesSealed: false, emergencyChildNos: [23] };
  const query = `query ($ids: [_Any!]!) { _entities(representations: $ids) { ... on Child { id } } }`;
  const ids = [21, 22, 23, 1].map((childNo) => ({
    __typename: 'Child',
    id: formatChildNumber(childNo),
  }));
  const kept = { id: formatChildNumber(21) };
  expect((await ask(query, viewer, { ids })).data).toEqual({
    _entities: [kept, kept, kept, null],
  });
});

test('nobody is seen without a viewer', async () => {
  const { data } = await ask(EVERY_WAY, null, {
    id: formatChildNumber(1),
    code: '3000000001',
    name: 'Châu Đỗ',
    unit: null,
  });
  expect(data).toEqual({
    child: null,
    childByIdentifier: null,
    searchChildren: [],
    _entities: [null],
  });
});

describe('units that merge', () => {
  test('are followed: who answered for Hải Dương answers for its successor', async () => {
    await using later = await openDepartment(subgraph, { clock: '2025-08-01' });
    await register(later, 1, 'Đỗ Minh Châu');
    await settle(later, 1, '10507@start', '2016-01-01');
    for (const units of [['30'], ['31'], ['10507']]) {
      const grant = grantFor({
        subject: 'someone',
        units,
        seesSealed: false,
        emergencyChildNos: null,
      });
      const { data } = await later.ask('{ child(id: "00000000010") { id } }', {}, grant);
      expect(data).toEqual({ child: { id: '00000000010' } });
    }
    const elsewhere = grantFor({
      subject: 'someone',
      units: ['40', '288'],
      seesSealed: false,
      emergencyChildNos: null,
    });
    expect((await later.ask('{ child(id: "00000000010") { id } }', {}, elsewhere)).data).toEqual({
      child: null,
    });
  });
});
