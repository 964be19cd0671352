import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { CHAU, CHI, KHOI, ofATwin, ofChau, ofKhoi, openLinks } from './links.fixture.ts';
import type { Viewer } from './links.fixture.ts';

const WHY = 'đã đối chiếu với giấy khai sinh';
const DECIDE = `mutation ($id: ID!, $childId: ID, $reason: String!) {
  decideLink(id: $id, childId: $childId, reason: $reason) { state how child { id } history { state how decidedBy reason } }
}`;
const UNDO = `mutation ($id: ID!, $reason: String!) {
  undoLink(id: $id, reason: $reason) { state child { id } history { state } }
}`;
const OF_CHILD = 'query ($id: ID!) { child(id: $id) { recordLinks { id state how department } } }';

let links: Awaited<ReturnType<typeof openLinks>>;
beforeAll(async () => {
  links = await openLinks();
});
afterAll(() => links[Symbol.asyncDispose]());
beforeEach(() => links.department.sql('truncate record_link, link_candidate, link_event'));

async function linkIds(): Promise<string[]> {
  const rows = await links.department.sql('select id from record_link order by id');
  return rows.map(({ id }) => String(id));
}

const stateOf = async () =>
  links.department.sql('select state, child_no, how from record_link order by id');

describe('a decision', () => {
  const decide = (id: string, childId: string | null, options = {}) =>
    links.ask(DECIDE, { id, childId, reason: WHY }, options);

  test('links a record to a child, and says so', async () => {
    await links.link([{ key: 'c', record: ofATwin }]);
    const [id = ''] = await linkIds();
    const history = [
      { state: 'REVIEW', how: null, decidedBy: 'health-import', reason: null },
      { state: 'LINKED', how: 'DECISION', decidedBy: 'coordinator', reason: WHY },
    ];
    expect((await decide(id, CHI)).data).toEqual({
      decideLink: { state: 'LINKED', how: 'DECISION', child: { id: CHI }, history },
    });
    expect([...(await links.link([{ key: 'c', record: ofATwin }]))]).toEqual([['c', 2]]);
    expect((await links.ask(OF_CHILD, { id: CHI })).data).toEqual({
      child: { recordLinks: [{ id, state: 'LINKED', how: 'DECISION', department: 'health' }] },
    });
    expect((await decide(id, CHAU)).errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  test('may be that it is no child’s, and may be another one later', async () => {
    await links.link([{ key: 'c', record: ofATwin }]);
    const [id = ''] = await linkIds();
    expect((await decide(id, null)).data).toMatchObject({
      decideLink: { state: 'REJECTED', child: null },
    });
    expect([...(await links.link([{ key: 'c', record: ofChau }]))]).toEqual([['c', null]]);
    expect((await decide(id, CHAU)).data).toMatchObject({ decideLink: { state: 'LINKED' } });
  });

  test.each<[string, string | null, Viewer]>([
    ['an unknown child', formatChildNumber(4_000_000_000), {}],
    ['a sealed child', KHOI, {}],
    ['a child outside the area', CHAU, { units: ['10546'] }],
    ['a record outside the area', null, { units: ['10660'] }],
  ])('on %s is null, and changes nothing', async (_, childId, options) => {
    await links.link([{ key: 'c', record: ofATwin }]);
    const [id = ''] = await linkIds();
    expect(await decide(id, childId, options)).toMatchObject({ data: { decideLink: null } });
    expect(await stateOf()).toEqual([{ state: 'REVIEW', child_no: null, how: null }]);
  });

  test('on a sealed child’s link is null, as on one that does not exist', async () => {
    await links.link([{ key: 'd', record: ofKhoi }]);
    const [id = ''] = await linkIds();
    const decided = await decide(id, KHOI, { seesSealed: true });
    expect(decided.data).toMatchObject({ decideLink: { state: 'LINKED' } });
    const other = await decide(id, CHAU);
    for (const unknown of ['999999', 'x', '']) {
      expect(await decide(unknown, CHAU)).toEqual(other);
    }
    expect(other.data).toEqual({ decideLink: null });
    expect(other.errors).toBeUndefined();
  });

  test('needs a reason', async () => {
    const { errors } = await links.ask(DECIDE, { id: '1', childId: CHAU, reason: 'ngắn' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

describe('undoing', () => {
  const undo = (id: string, options = {}) => links.ask(UNDO, { id, reason: WHY }, options);

  test('takes the record from the child, and no later import brings it back', async () => {
    await links.link([{ key: 'a', record: ofChau }]);
    const [id = ''] = await linkIds();
    expect((await undo(id)).data).toEqual({
      undoLink: {
        state: 'UNDONE',
        child: null,
        history: [{ state: 'LINKED' }, { state: 'UNDONE' }],
      },
    });
    expect((await links.ask(OF_CHILD, { id: CHAU })).data).toEqual({ child: { recordLinks: [] } });
    expect([...(await links.link([{ key: 'a', record: ofChau }]))]).toEqual([['a', null]]);
    expect((await undo(id)).data).toEqual({ undoLink: null });
  });

  test('is for who sees the child', async () => {
    await links.link([{ key: 'a', record: ofChau }]);
    const [id = ''] = await linkIds();
    expect((await undo(id, { units: ['10546'] })).data).toEqual({ undoLink: null });
    expect((await undo(id, { units: ['10507'] })).data).toMatchObject({
      undoLink: { state: 'UNDONE' },
    });
  });

  test('is for who may undo', async () => {
    const { errors } = await undo('1', { scopes: ['child:read', 'child:identity', 'link:decide'] });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHORIZED_FIELD' });
  });
});

test('the database takes no link to nobody', async () => {
  await expect(
    links.department.sql(
      "insert into record_link (department, record_kind, record_key, state) values ('health', 'cards', 'k', 'LINKED')",
    ),
  ).rejects.toThrow(/linked_to_a_child/);
});
