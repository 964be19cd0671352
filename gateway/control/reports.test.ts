import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { connect } from '../../shared/database/connect.ts';
import { openTestControl } from './control.fixture.ts';
import { createReportKey, findReportKey, listReportKeys, revokeReportKey } from './report-keys.ts';
import type { Tables } from './tables.ts';

const ENTER = `mutation ($plan: ID!, $target: ID!, $period: ID!, $unit: ID!, $numerator: Int!, $denominator: Int, $note: String) {
  enterFigure(plan: $plan, target: $target, period: $period, unit: $unit, numerator: $numerator, denominator: $denominator, note: $note) {
    target numerator denominator note enteredBy enteredAt
  }
}`;

const FIGURE = {
  ...{ plan: 'hai-duong-2022', target: 'HD-02', period: 'annual', unit: '30' },
  ...{ numerator: 9, denominator: 10, note: ' Theo công văn 12 ' },
};

const PLACE = { plan: 'hai-duong-2022', target: 'HD-02', period: 'annual', unit: '30' };

describe('a figure entered by hand', () => {
  test('counts until a later one is entered, and is kept then', async () => {
    await using room = await openTestControl();
    const enter = (numerator: number) =>
      room.askAs('coordinator', ENTER, { ...FIGURE, numerator }, ['figure:enter']);
    expect((await enter(9)).data).toMatchObject({
      enterFigure: {
        numerator: 9,
        denominator: 10,
        note: 'Theo công văn 12',
        enteredBy: 'coordinator',
      },
    });
    await enter(8);
    expect(await room.control.reports.findFigure(PLACE)).toMatchObject({ numerator: 8 });
    expect(await room.control.reports.findFigure({ ...PLACE, unit: '288' })).toBeNull();
    expect(await room.sql('select numerator from figure order by id')).toEqual([
      { numerator: 9 },
      { numerator: 8 },
    ]);
  });

  test.each([
    [{ plan: 'hai-duong-2021' }, 'Did you mean hai-duong-2022?'],
    [{ target: 'HD-01' }, 'there are HD-02'],
    [{ period: 'anual' }, 'Did you mean annual?'],
    [{ unit: '31' }, 'unit of yours'],
    [{ denominator: null }, 'a denominator above 0'],
    [{ denominator: 0 }, 'a denominator above 0'],
    [{ numerator: -1 }, 'below 0'],
    [{ plan: 'hau-giang-2020', target: 'HG-03' }, 'leave denominator out'],
    [{ note: 'x'.repeat(501) }, 'longer than 500'],
  ])('%j is refused', async (given, message) => {
    await using room = await openTestControl();
    const { errors } = await room.askAs('coordinator', ENTER, { ...FIGURE, ...given }, [
      'figure:enter',
    ]);
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_ARGUMENT' } }]);
    expect(errors?.[0]?.message).toContain(message);
  });

  test('needs its scope', async () => {
    await using room = await openTestControl();
    const { errors } = await room.askAs('coordinator', ENTER, FIGURE, ['report:read']);
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHORIZED_FIELD' } }]);
  });
});

test('a key opens until it is revoked or expires, and only its hash is kept', async () => {
  await using room = await openTestControl();
  const db = connect<Tables>({ url: room.databaseUrl, onConnectionLost: () => undefined });
  const wanted = { client: 'Power BI', plans: ['hai-duong-2022'], units: ['30'] };
  const { id, key } = await createReportKey(db, { ...wanted, days: 30 });
  expect(await findReportKey(db, key)).toEqual({ id, ...wanted });
  const [row] = await room.sql('select hash, report_key::text as text from report_key');
  expect(row?.['text']).not.toContain(key.slice(37));
  expect(row?.['hash']).toEqual(createHash('sha256').update(key.slice(37)).digest());
  for (const wrong of [`${key.slice(0, -1)}A`, `${id}.`, key.slice(37), '', `${key} `])
    if (wrong !== key) expect(await findReportKey(db, wrong)).toBeNull();
  const late = await createReportKey(db, { ...wanted, days: 1 });
  await room.sql(`update report_key set expires_at = now() where id = $1`, [late.id]);
  expect(await findReportKey(db, late.key)).toBeNull();
  expect(await revokeReportKey(db, id)).toBe(true);
  expect(await revokeReportKey(db, id)).toBe(false);
  expect(await findReportKey(db, key)).toBeNull();
  expect(await listReportKeys(db)).toHaveLength(2);
  await db.destroy();
});

test('a report that was sent is fetched again byte for byte', async () => {
  await using room = await openTestControl();
  const content = Buffer.from('{"tên": "Hải Dương"}');
  const { reports } = room.control;
  const sent = { plan: 'hai-duong-2022', period: 'annual', unit: '30', suppressed: false };
  const { id } = await reports.keepSent({ ...sent, content, sentBy: 'coordinator' });
  expect((await reports.findSent(id))?.content).toEqual(content);
  expect(await reports.findSent('nothing')).toBeNull();
  expect(await reports.listSent()).toMatchObject([{ ...sent, id, sentBy: 'coordinator' }]);
  await expect(room.sql(`update report_sent set content = 'x'`)).rejects.toThrow(
    'hash_is_of_content',
  );
});
