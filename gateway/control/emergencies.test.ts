import { expect, test } from '@jest/globals';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { openTestControl } from './control.fixture.ts';

const OPEN = `mutation ($childId: ID!, $reason: String!) {
  openEmergency(childId: $childId, reason: $reason) {
    id childId openedBy reason openedAt expiresAt reviewedAt reviewedBy decision
  }
}`;

const CLOSE = `mutation ($id: ID!, $decision: String!) {
  closeEmergencyReview(id: $id, decision: $decision) { id openedBy reviewedAt reviewedBy decision }
}`;

const CHILD = formatChildNumber(7);
const REASON = 'Trẻ bị đánh tối nay, cần biết nơi ở';
const DECISION = 'Có căn cứ, bệnh viện xác nhận';

type TestControl = Awaited<ReturnType<typeof openTestControl>>;

async function open({ askAs }: TestControl, subject: string, childId = CHILD): Promise<string> {
  const { data } = await askAs(subject, OPEN, { childId, reason: REASON });
  return /"id":"([0-9a-f-]{36})"/.exec(JSON.stringify(data))?.[1] ?? '';
}

test('an emergency counts for whoever opened it, for thirty minutes, and is in the trail', async () => {
  await using room = await openTestControl();
  const { data, errors } = await room.askAs('worker-1', OPEN, {
    childId: CHILD,
    reason: ` ${REASON} `,
  });
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    openEmergency: { childId: CHILD, openedBy: 'worker-1', reason: REASON, reviewedAt: null },
  });
  const [emergency] = await room.control.findOpenEmergencies('worker-1');
  expect(emergency).toMatchObject({ childNo: 7, reason: REASON });
  const { openedAt = new Date(0), expiresAt = new Date(0) } = emergency ?? {};
  expect(expiresAt.getTime() - openedAt.getTime()).toBe(30 * 60_000);
  expect(await room.control.findOpenEmergencies('worker-2')).toEqual([]);
  expect(await room.room.sql('select * from emergency_event')).toMatchObject([
    {
      kind: 'OPENED',
      emergency_id: emergency?.id,
      subject: 'worker-1',
      child_no: '7',
      statement: REASON,
      expires_at: expiresAt,
    },
  ]);
});

test('opened again meanwhile, even at the same moment, it is the open one', async () => {
  await using room = await openTestControl();
  const ids = await Promise.all(Array.from({ length: 8 }, () => open(room, 'worker-1')));
  expect(new Set(ids).size).toBe(1);
  expect(await room.sql('select id from emergency')).toHaveLength(1);
  expect(await room.room.sql('select 1 from emergency_event')).toHaveLength(1);
  expect(await open(room, 'worker-2')).not.toBe(ids[0]);
  expect(await open(room, 'worker-1', formatChildNumber(8))).not.toBe(ids[0]);
  expect(await room.control.findOpenEmergencies('worker-1')).toHaveLength(2);
});

test('a reason stated when it is opened again is in the trail too', async () => {
  await using room = await openTestControl();
  const id = await open(room, 'worker-1');
  const reason = 'Bệnh viện vừa gọi, trẻ nặng hơn';
  await room.askAs('worker-1', OPEN, { childId: CHILD, reason });
  const events = await room.room.sql(
    'select kind, emergency_id, statement from emergency_event order by at, position',
  );
  expect(events).toEqual([
    { kind: 'OPENED', emergency_id: id, statement: REASON },
    { kind: 'OPENED', emergency_id: id, statement: reason },
  ]);
});

test('after thirty minutes it counts no more, and can be opened anew', async () => {
  await using room = await openTestControl();
  const first = await open(room, 'worker-1');
  const earlier = (minutes: number) =>
    room.sql(
      `update emergency set opened_at = opened_at - interval '${minutes} minutes', expires_at = expires_at - interval '${minutes} minutes'`,
    );
  await earlier(29);
  expect(await room.control.findOpenEmergencies('worker-1')).toHaveLength(1);
  await earlier(1);
  expect(await room.control.findOpenEmergencies('worker-1')).toEqual([]);
  expect(await open(room, 'worker-1')).not.toBe(first);
});

test('known, unknown and any other numbers are answered alike, with the same statements', async () => {
  await using room = await openTestControl();
  const answers = [];
  for (const childNo of [1, 7, 4_000_000_000]) {
    const childId = formatChildNumber(childNo);
    const { data, errors } = await room.askAs('worker-1', OPEN, { childId, reason: REASON });
    answers.push(
      JSON.stringify([data, errors])
        .replaceAll(childId, '')
        .replace(/"id":"[^"]+"|"\w+At":"[^"]+"/g, ''),
    );
  }
  expect(new Set(answers).size).toBe(1);
});

test.each([
  [{ childId: '00000000011' }, 'INVALID_CHILD_NUMBER'],
  [{ childId: 'none' }, 'INVALID_CHILD_NUMBER'],
  [{ reason: '123456789' }, 'INVALID_ARGUMENT'],
  [{ reason: '         x         ' }, 'INVALID_ARGUMENT'],
  [{ reason: 'ế'.normalize('NFD').repeat(9) }, 'INVALID_ARGUMENT'],
  [{ reason: 'x'.repeat(501) }, 'INVALID_ARGUMENT'],
  [{ reason: '\u200b'.repeat(12) }, 'INVALID_ARGUMENT'],
  [{ reason: '0123456789\0x' }, 'INVALID_ARGUMENT'],
])('%o opens nothing', async (given, code) => {
  await using room = await openTestControl();
  const variables = { childId: CHILD, reason: REASON, ...given };
  const { data, errors } = await room.askAs('worker-1', OPEN, variables);
  expect(data).toEqual({ openEmergency: null });
  expect(errors).toMatchObject([{ extensions: { code } }]);
  expect(await room.room.sql('select 1 from emergency_event')).toEqual([]);
});

test.each(['1234567890', 'x'.repeat(500), '🧒'.repeat(10), 'ế'.normalize('NFD').repeat(500)])(
  'a reason of 10 to 500 characters is taken: %#',
  async (reason) => {
    await using room = await openTestControl();
    const { errors } = await room.askAs('worker-1', OPEN, { childId: CHILD, reason });
    expect(errors).toBeUndefined();
  },
);

test('a review is closed once, by another than who opened it, and ends the emergency', async () => {
  await using room = await openTestControl();
  const id = await open(room, 'worker-1');
  const close = (subject: string, of = id, decision = DECISION) =>
    room.askAs(subject, CLOSE, { id: of, decision });
  const refused = {
    data: { closeEmergencyReview: null },
    errors: [{ extensions: { code: 'INVALID_ARGUMENT' } }],
  };
  expect(await close('worker-1')).toMatchObject(refused);
  expect(await close('dpo-1', '7b0f2b62-7c5a-4c1e-9c1c-3f0d0f8f5a11')).toMatchObject(refused);
  expect(await close('dpo-1', 'nothing')).toMatchObject(refused);
  expect(await close('dpo-1', '\0')).toMatchObject(refused);
  expect(await close('dpo-1', id, 'short')).toMatchObject(refused);
  expect(await room.control.findOpenEmergencies('worker-1')).toHaveLength(1);
  expect(await close('dpo-1', id.toUpperCase())).toMatchObject({
    data: {
      closeEmergencyReview: { id, openedBy: 'worker-1', reviewedBy: 'dpo-1', decision: DECISION },
    },
  });
  expect(await room.control.findOpenEmergencies('worker-1')).toEqual([]);
  expect(await close('dpo-2')).toMatchObject(refused);
  expect(
    await room.room.sql(
      `select subject, child_no, statement from emergency_event where kind = 'REVIEWED'`,
    ),
  ).toEqual([{ subject: 'dpo-1', child_no: '7', statement: DECISION }]);
});

test('what cannot be written to the trail is not opened, and is still to be reviewed', async () => {
  await using room = await openTestControl();
  const id = await open(room, 'worker-2');
  await room.room.shutOut();
  const unavailable = [{ extensions: { code: 'AUDIT_UNAVAILABLE' } }];
  const opening = await room.askAs('worker-1', OPEN, { childId: CHILD, reason: REASON });
  expect(opening.errors).toMatchObject(unavailable);
  const closing = await room.askAs('dpo-1', CLOSE, { id, decision: DECISION });
  expect(closing.errors).toMatchObject(unavailable);
  await room.room.letIn();
  expect(await room.control.findOpenEmergencies('worker-1')).toEqual([]);
  expect(await room.askAs('dpo-1', CLOSE, { id, decision: DECISION })).toMatchObject({
    data: { closeEmergencyReview: { id, reviewedBy: 'dpo-1' } },
  });
});

test.each([
  [OPEN, ['emergency:review']],
  [CLOSE, ['emergency:open']],
])('each change needs its own scope', async (query, scopes) => {
  await using room = await openTestControl();
  const variables = { childId: CHILD, reason: REASON, id: CHILD, decision: DECISION };
  const { errors } = await room.askAs('worker-1', query, variables, scopes);
  expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHORIZED_FIELD' } }]);
});
