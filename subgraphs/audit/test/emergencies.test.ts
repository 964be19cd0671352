import { expect, test } from '@jest/globals';
import { issueGrant } from '../../../shared/access/grant.ts';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { openAudit } from '../../../test/harness/open-audit.ts';
import { subgraph } from '../index.ts';

const LIST = `query ($open: Boolean, $first: Int = 100, $after: String) {
  emergencies(open: $open, first: $first, after: $after) {
    nodes { id childId openedBy reason openedAt expiresAt reviewedAt reviewedBy decision }
    pageInfo { hasNextPage endCursor }
  }
}`;

const IDS = ['a', 'b', 'c'].map((letter) => `${letter.repeat(8)}-7c5a-4c1e-9c1c-3f0d0f8f5a11`);

/** Three emergencies, the second of them reviewed, twice. */
async function openWithThree() {
  const audit = await openAudit(subgraph);
  for (const [number, emergencyId] of IDS.entries())
    await audit.trail.recordEmergency({
      kind: 'OPENED',
      emergencyId,
      subject: 'worker-1',
      childNo: number,
      statement: 'child hurt at home tonight',
      expiresAt: new Date('2026-11-22T10:30:00.000Z'),
    });
  for (const statement of ['justified, hospital confirms', 'justified, said again'])
    await audit.trail.recordEmergency({
      kind: 'REVIEWED',
      emergencyId: IDS[1] ?? '',
      subject: 'dpo-1',
      childNo: 1,
      statement,
      expiresAt: null,
    });
  return audit;
}

test('an emergency is on the list with its review, the first one that was written', async () => {
  await using audit = await openWithThree();
  const { data, errors } = await audit.ask(LIST);
  expect(errors).toBeUndefined();
  const moment = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T[\d:]{8}\.\d{3}Z$/);
  const opened = (number: number) => ({
    id: IDS[number],
    childId: formatChildNumber(number),
    openedBy: 'worker-1',
    reason: 'child hurt at home tonight',
    openedAt: moment,
    expiresAt: '2026-11-22T10:30:00.000Z',
    reviewedAt: null,
    reviewedBy: null,
    decision: null,
  });
  const review = {
    reviewedAt: moment,
    reviewedBy: 'dpo-1',
    decision: 'justified, hospital confirms',
  };
  expect(data).toMatchObject({
    emergencies: { nodes: [opened(2), { ...opened(1), ...review }, opened(0)] },
  });
});

test.each([
  [true, [IDS[2], IDS[0]]],
  [false, [IDS[1]]],
  [null, [IDS[2], IDS[1], IDS[0]]],
])('open: %s', async (open, ids) => {
  await using audit = await openWithThree();
  const { data } = await audit.ask(LIST, { open });
  expect(data).toMatchObject({ emergencies: { nodes: ids.map((id) => ({ id })) } });
});

test('an emergency opened again is on the list once, with every reason stated', async () => {
  await using audit = await openWithThree();
  await audit.trail.recordEmergency({
    kind: 'OPENED',
    emergencyId: IDS[0] ?? '',
    subject: 'worker-1',
    childNo: 0,
    statement: 'the hospital has just called',
    expiresAt: new Date('2026-11-22T10:30:00.000Z'),
  });
  const { data } = await audit.ask(LIST);
  expect(data).toMatchObject({
    emergencies: {
      nodes: [
        { id: IDS[2], reason: 'child hurt at home tonight' },
        { id: IDS[1] },
        { id: IDS[0], reason: 'child hurt at home tonight\nthe hospital has just called' },
      ],
    },
  });
});

test('pages of emergencies follow each other', async () => {
  await using audit = await openWithThree();
  const first = await audit.ask(LIST, { first: 2 });
  expect(first.data).toMatchObject({
    emergencies: { nodes: [{ id: IDS[2] }, { id: IDS[1] }], pageInfo: { hasNextPage: true } },
  });
  const cursor = /"endCursor":"([^"]+)"/.exec(JSON.stringify(first.data))?.[1];
  const second = await audit.ask(LIST, { first: 2, after: cursor });
  expect(second.data).toMatchObject({
    emergencies: { nodes: [{ id: IDS[0] }], pageInfo: { hasNextPage: false } },
  });
});

test.each([
  [['audit:read'], true],
  [['emergency:review'], true],
  [['emergency:open'], false],
  [[], false],
])('with the scopes %o', async (scopes, isShown) => {
  await using audit = await openWithThree();
  const grant = issueGrant({ department: 'audit', scopes, purpose: 'INSPECTION', viewer: null });
  const { data, errors = [] } = await audit.ask('{ emergencies { nodes { id } } }', {}, grant);
  expect(data).toMatchObject({ emergencies: isShown ? { nodes: [{}, {}, {}] } : null });
  expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual(
    isShown ? [] : ['UNAUTHORIZED_FIELD'],
  );
});

test('whoever reviews emergencies may not read the log of accesses for that', async () => {
  await using audit = await openAudit(subgraph);
  const scopes = ['emergency:review'];
  const grant = issueGrant({ department: 'audit', scopes, purpose: 'INSPECTION', viewer: null });
  const query = `{ accessLog(childId: "${formatChildNumber(7)}") { nodes { subject } } }`;
  expect(await audit.ask(query, {}, grant)).toMatchObject({
    data: { accessLog: null },
    errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD' } }],
  });
});
