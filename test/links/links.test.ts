import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { addDays } from '../../shared/time/day.ts';
import { openOffice } from './office.fixture.ts';
import type { Office } from './office.fixture.ts';
import { rowOf } from './row-of.fixture.ts';

const CHILD_NO = 21;
const SEALED_NO = 22;
const CHILD = formatChildNumber(CHILD_NO);
const SEALED = formatChildNumber(SEALED_NO);
const NUMBER = '8000000001';
const codes = (answer: { errors?: { extensions: Record<string, unknown> }[] }) =>
  (answer.errors ?? []).map(({ extensions }) => extensions['code']);

describe.each(['EMBEDDED', 'DISTRIBUTED'] as const)('links, %s', (mode) => {
  let office: Office;
  beforeAll(async () => {
    office = await openOffice({ mode, children: 300 });
    await office.sql(
      'registry',
      "insert into seal (child_no, sealed_by, reason) values ($1, 'officer', 'nguy cơ bị tìm đến')",
      [SEALED_NO],
    );
  });
  afterAll(() => office[Symbol.asyncDispose]());
  beforeEach(async () => {
    await office.sql('health', 'delete from health_insurance_card');
    await office.sql('registry', 'truncate record_link cascade');
  });

  test('a clear name links at once, and says how, when and by whom', async () => {
    const row = await rowOf(office, CHILD_NO, NUMBER);
    expect(await office.bring([row])).toMatchObject({ new: 1, unlinked: 0 });
    expect((await office.profile(CHILD)).data).toMatchObject({
      child: { healthInsurance: { cards: [{ number: NUMBER }] } },
    });
    const { data } = await office.graph.ask(
      'query ($id: ID!) { child(id: $id) { recordLinks { department recordKind how history { state how decidedBy decidedAt } } } }',
      { id: CHILD },
    );
    const made = { state: 'LINKED', how: 'LIKENESS', decidedBy: 'health-records' };
    expect(data).toMatchObject({
      child: { recordLinks: [{ department: 'health', how: 'LIKENESS', history: [made] }] },
    });
  });

  test('a doubtful one waits, is told of as NOT_LINKED, and is linked by a decision', async () => {
    const row = await rowOf(office, CHILD_NO, NUMBER);
    const doubtful = {
      number: NUMBER,
      name: `Con bà ${row.mother}`,
      born: addDays(row.born, 1),
      sex: row.sex,
    };
    expect(await office.bring([doubtful])).toMatchObject({ new: 1, unlinked: 1 });
    const waiting = await office.profile(CHILD);
    expect(waiting.errors).toMatchObject([
      {
        path: ['child', 'healthInsurance'],
        extensions: { code: 'NOT_LINKED', department: 'health' },
      },
    ]);
    expect((await office.decide(NUMBER, CHILD)).data).toEqual({
      decideLink: {
        state: 'LINKED',
        child: { id: CHILD, healthInsurance: null },
      },
    });
    const decided = await office.profile(CHILD);
    expect(decided.errors).toBeUndefined();
    expect(decided.data).toMatchObject({
      child: { healthInsurance: { cards: [{ number: NUMBER }] } },
    });
  });

  test.each([true, false])('one that waits keeps back no export, by pages: %s', async (byPages) => {
    const row = await rowOf(office, 1, NUMBER);
    const doubtful = { number: NUMBER, name: `Con bà ${row.mother}`, born: addDays(row.born, 1) };
    expect(await office.bring([doubtful])).toMatchObject({ new: 1, unlinked: 1 });
    const first = formatChildNumber(1);
    expect(codes(await office.profile(first))).toEqual(['NOT_LINKED']);
    const board = office.graph.department('health');
    Object.assign(board, { byPages });
    const sent = await office.exportList('ChildrenOfUnit');
    Object.assign(board, { byPages: false });
    expect(sent).toMatchObject({ status: 200, unauthorized: null });
    expect(sent.rows.find((each) => each.includes(first))).toContain('"healthInsurance":null');
  });

  test('what was undone while the department was away is gone when it is back', async () => {
    await office.bring([{ number: NUMBER, childId: CHILD }]);
    const board = office.graph.department('health');
    board.fault = { kind: 'REFUSE' };
    expect((await office.undo(NUMBER)).data).toEqual({
      undoLink: { state: 'UNDONE', child: null },
    });
    expect(codes(await office.profile(CHILD))).toEqual(['DEPARTMENT_UNAVAILABLE']);
    board.fault = null;
    expect((await office.profile(CHILD)).data).toMatchObject({
      child: { healthInsurance: null },
    });
    expect(await office.bring([{ number: NUMBER, childId: CHILD }])).toMatchObject({ same: 1 });
    expect((await office.profile(CHILD)).data).toMatchObject({
      child: { healthInsurance: null },
    });
  });

  test('a sealed child’s record waits like any other, for who may see sealed children', async () => {
    const sealed = await rowOf(office, SEALED_NO, NUMBER);
    const doubtful = { number: '8000000002', name: 'Ma Thị Không Ai', born: '2012-02-29' };
    expect(await office.bring([sealed, doubtful])).toMatchObject({ new: 2, unlinked: 2 });
    const reviews = '{ linkReviews { nodes { id candidates { child { id } } } } }';
    const coordinator = await office.graph.ask(reviews);
    expect(JSON.stringify(coordinator.data)).not.toContain(SEALED);
    const reviewer = await office.graph.ask(reviews, {}, office.reviewer);
    expect(JSON.stringify(reviewer.data)).toContain(SEALED);
    expect((await office.decide(NUMBER, SEALED, office.graph.headers)).data).toEqual({
      decideLink: null,
    });
    expect((await office.decide(NUMBER, SEALED)).data).toMatchObject({
      decideLink: { state: 'LINKED' },
    });
    expect(
      await office.sql('health', 'select child_no from health_insurance_card where number = $1', [
        NUMBER,
      ]),
    ).toEqual([{ child_no: String(SEALED_NO) }]);
  });

  test('a decision that the department’s other records rule out leaves the record waiting', async () => {
    await office.sql(
      'justice',
      `insert into birth_registration (number, date_of_birth, registered_on, registered_at_code, kind)
       values ('X-1', '2019-01-01', '2019-01-05', '10507', 'ORDINARY') on conflict do nothing`,
    );
    await office.sql(
      'registry',
      `insert into record_link (department, record_kind, record_key, state) values ('justice', 'birth-registrations', '["X-1"]', 'REVIEW')`,
    );
    const [linked] = await office.sql(
      'justice',
      'select child_no::integer as no from birth_registration where child_no > 30 limit 1',
    );
    const other = formatChildNumber(Number(linked?.['no']));
    const answer = await office.graph.ask(
      'mutation ($id: ID!, $childId: ID!) { decideLink(id: $id, childId: $childId, reason: "đã hỏi gia đình") { state } }',
      { id: await office.linkOf('X-1'), childId: other },
      office.reviewer,
    );
    expect(answer.errors).toMatchObject([
      { path: ['decideLink'], extensions: { code: 'INVALID_ARGUMENT' } },
    ]);
    expect(await office.sql('registry', 'select state, child_no, untold from record_link')).toEqual(
      [{ state: 'REVIEW', child_no: null, untold: false }],
    );
    expect(
      await office.sql('justice', "select child_no from birth_registration where number = 'X-1'"),
    ).toEqual([{ child_no: null }]);
  });

  test('only tried, it leaves nothing', async () => {
    expect(await office.bring([{ number: NUMBER, childId: CHILD }], true)).toMatchObject({
      new: 1,
      unlinked: 0,
    });
    expect(await office.sql('registry', 'select 1 from record_link')).toEqual([]);
  });
});
