import { expect, test } from '@jest/globals';
import { openTestControl } from './control.fixture.ts';

const OPEN = `mutation {
  openEmergency(childId: "00000000077", reason: "Trẻ bị đánh tối nay, cần biết nơi ở") { id }
}`;
const CLOSE = `mutation ($id: ID!) {
  closeEmergencyReview(id: $id, decision: "Có căn cứ, bệnh viện xác nhận") { reviewedBy }
}`;

type TestControl = Awaited<ReturnType<typeof openTestControl>>;

/** The control database refuses changes of emergencies until this is undone. */
async function refuse({ sql }: TestControl, changes: string): Promise<() => Promise<unknown>> {
  await sql(`create function refuse() returns trigger language plpgsql as
    $$ begin raise 'refused'; end $$`);
  await sql(`create trigger refuse before ${changes} execute function refuse()`);
  return () => sql('drop function refuse cascade');
}

/** The emergencies that the trail tells of, by what happened to them. */
async function inTrail({ room }: TestControl, kind: string): Promise<string[]> {
  const rows = await room.sql('select emergency_id from emergency_event where kind = $1', [kind]);
  return rows.map((row) => String(row['emergency_id']));
}

test('what the control database does not take is not in the trail', async () => {
  await using control = await openTestControl();
  await refuse(control, 'insert on emergency for each row');
  expect((await control.askAs('worker-1', OPEN)).errors).toHaveLength(1);
  expect(await inTrail(control, 'OPENED')).toEqual([]);
});

test('what is in the trail but never came to count can be reviewed', async () => {
  await using control = await openTestControl();
  const takeAgain = await refuse(control, 'update on emergency for each row');
  expect((await control.askAs('worker-1', OPEN)).errors).toHaveLength(1);
  expect(await control.control.findOpenEmergencies('worker-1')).toEqual([]);
  await takeAgain();
  const [id] = await inTrail(control, 'OPENED');
  expect(await control.askAs('dpo-1', CLOSE, { id })).toMatchObject({
    data: { closeEmergencyReview: { reviewedBy: 'dpo-1' } },
  });
  expect(await inTrail(control, 'REVIEWED')).toEqual([id]);
});

test('an emergency whose review is in the trail opens no child any more', async () => {
  await using control = await openTestControl();
  await control.askAs('worker-1', OPEN);
  const [id] = await inTrail(control, 'OPENED');
  await refuse(control, 'update on emergency for each row when (new.reviewed_at is not null)');
  expect((await control.askAs('dpo-1', CLOSE, { id })).errors).toHaveLength(1);
  expect(await inTrail(control, 'REVIEWED')).toEqual([id]);
  expect(await control.control.findOpenEmergencies('worker-1')).toEqual([]);
});
