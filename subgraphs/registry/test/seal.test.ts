import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { issueGrant } from '../../../shared/access/grant.ts';
import type { GrantedViewer } from '../../../shared/access/grant.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';
import { register, settle } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';

const SCOPES = [
  'child:read',
  'child:identity',
  'child:circumstances',
  'seal:manage',
  'sealed:read',
];
const UNKNOWN = formatChildNumber(4_000_000_000);
const WHY = 'nguy cơ bị tìm đến, theo đề nghị của cơ quan điều tra';

let department: Department;
beforeAll(async () => {
  department = await openDepartment(subgraph);
  await register(department, 3, 'Đỗ Minh Châu');
  await settle(department, 3, '10510@start', '2016-01-01');
});
afterAll(() => department[Symbol.asyncDispose]());

function ask(query: string, viewer: GrantedViewer, variables: Record<string, unknown>) {
  const grant = issueGrant({
    department: 'registry',
    scopes: SCOPES,
    purpose: 'INSPECTION',
    viewer,
  });
  return department.ask(query, variables, grant);
}

describe('sealing', () => {
  const officer = { subject: 'officer', units: ['30'], seesSealed: true, emergencyChildNos: null };
  const worker = { subject: 'worker', units: ['30'], seesSealed: false, emergencyChildNos: null };
  const id = formatChildNumber(3);
  const seal = (field: string, child: string, reason = WHY) =>
    ask(
      `mutation ($id: ID!, $reason: String!) { ${field}(id: $id, reason: $reason) { child { id } sealedBy reason unsealedBy unsealReason } }`,
      officer,
      { id: child, reason },
    );
  const opens = async (viewer: GrantedViewer) =>
    (await ask('query ($id: ID!) { child(id: $id) { id } }', viewer, { id })).data?.['child'] !==
    null;

  test('hides the child from who may not see sealed ones until it is unsealed', async () => {
    expect((await seal('sealChild', id)).data).toEqual({
      sealChild: {
        child: { id },
        sealedBy: 'officer',
        reason: WHY,
        unsealedBy: null,
        unsealReason: null,
      },
    });
    expect([await opens(officer), await opens(worker)]).toEqual([true, false]);
    expect((await seal('unsealChild', id, 'không còn nguy cơ nữa')).data).toMatchObject({
      unsealChild: { unsealedBy: 'officer', unsealReason: 'không còn nguy cơ nữa' },
    });
    expect([await opens(officer), await opens(worker)]).toEqual([true, true]);
    expect((await seal('unsealChild', id)).data).toEqual({ unsealChild: null });
  });

  test('an unknown number opens nothing', async () => {
    expect((await seal('sealChild', UNKNOWN)).data).toEqual({ sealChild: null });
  });

  test('a child that is sealed again keeps every reason, and stays sealed', async () => {
    const reasons = [WHY, 'một lý do khác, đủ dài', 'lý do thứ ba, cũng đủ dài', WHY];
    await Promise.all(reasons.map((reason) => seal('sealChild', id, reason)));
    const seals = await department.sql('select reason from seal where child_no = 3');
    const stated = seals.map(({ reason }) => reason);
    for (const reason of reasons) expect(stated).toContain(reason);
    expect([await opens(officer), await opens(worker)]).toEqual([true, false]);
    const { length } = stated;
    const [newest] = await department.sql(
      'select reason from seal where child_no = 3 and unsealed_at is null',
    );
    await seal('sealChild', id, String(newest?.['reason']));
    expect(await department.sql('select 1 from seal where child_no = 3')).toHaveLength(length);
    await seal('unsealChild', id, 'không còn nguy cơ nữa');
  });

  test.each([
    '',
    'ngắn',
    'x'.repeat(501),
    '\u200b'.repeat(12),
    '0123456789\0x',
    'dòng một\ndòng hai',
  ])('a reason such as %j is refused', async (reason) => {
    const { data, errors } = await seal('sealChild', id, reason);
    expect(data).toEqual({ sealChild: null });
    expect(errors).toEqual([
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
      }),
    ]);
  });

  test('the database takes no seal half ended', async () => {
    await expect(
      department.sql(
        "insert into seal (child_no, sealed_by, reason, unsealed_at) values (3, 'a', 'b', now())",
      ),
    ).rejects.toThrow(/seal_ends_once/);
  });
});
