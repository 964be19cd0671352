import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CHAU, CHI, KHOI, nobodys, ofATwin, ofChau, ofKhoi, openLinks } from './links.fixture.ts';

const REVIEWS = `query ($department: String, $first: Int, $after: String) {
  linkReviews(department: $department, first: $first, after: $after) {
    nodes { id department recordKind state how child { id } fullName motherName
      candidates { child { id } reasons { code en vi } } history { state decidedBy reason } }
    pageInfo { hasNextPage endCursor }
  }
}`;

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

describe('linking records', () => {
  test('answers a number for a clear link, nothing for any other', async () => {
    const answers = await links.link([
      { key: 'a', record: ofChau },
      {
        key: 'b',
        record: { ...ofChau, identifiers: [{ system: 'PERSONAL_ID', value: '030215000001' }] },
      },
      { key: 'c', record: ofATwin },
      { key: 'd', record: ofKhoi },
      {
        key: 'e',
        record: nobodys,
      },
    ]);
    expect([...answers]).toEqual([
      ['a', 1],
      ['b', 1],
      ['c', null],
      ['d', null],
      ['e', null],
    ]);
    expect(await stateOf()).toEqual([
      { state: 'LINKED', child_no: '1', how: 'LIKENESS' },
      { state: 'LINKED', child_no: '1', how: 'IDENTIFIER' },
      ...Array.from({ length: 3 }, () => ({ state: 'REVIEW', child_no: null, how: null })),
    ]);
  });

  test('a second time changes nothing; a corrected record that waits is looked at again', async () => {
    const records = [
      { key: 'a', record: ofChau },
      { key: 'c', record: ofATwin },
    ];
    const first = await links.link(records);
    expect(await links.link(records)).toEqual(first);
    expect(await links.department.sql('select count(*) from link_event')).toEqual([{ count: '2' }]);
    const corrected = await links.link([
      { key: 'c', record: { ...ofATwin, fullName: 'Đỗ Minh Chi' } },
    ]);
    expect([...corrected]).toEqual([['c', 2]]);
    expect(await links.department.sql('select state from link_event order by id')).toEqual([
      { state: 'LINKED' },
      { state: 'REVIEW' },
      { state: 'LINKED' },
    ]);
  });

  test('keeps no identifier of a record', async () => {
    await links.link([{ key: 'd', record: ofKhoi }]);
    const rows = await links.department.sql(
      'select record_link::text, link_candidate::text from record_link left join link_candidate on link_id = id',
    );
    expect(JSON.stringify(rows)).not.toContain('030215000003');
  });

  test('a sealed child’s clear match is the work of any doubtful one, and the same answer', async () => {
    const work = async (key: string, record: typeof ofKhoi) => {
      links.statements.length = 0;
      const answers = await links.link([
        { key: `a-${key}`, record: ofChau },
        { key, record },
      ]);
      return { answer: answers.get(key), statements: [...links.statements] };
    };
    const doubtful = {
      ...ofATwin,
      identifiers: [{ system: 'PERSONAL_ID', value: '030215999999' }],
    };
    const sealed = await work('d', ofKhoi);
    expect(sealed.answer).toBeNull();
    expect(sealed).toEqual(await work('c', doubtful));
  });

  test('no records are no work', async () => {
    expect([...(await links.link([]))]).toEqual([]);
  });
});

describe('the review list', () => {
  test('shows what waits, with candidates and reasons, and not the key', async () => {
    await links.link([
      { key: 'secret-key', record: ofATwin },
      { key: 'a', record: ofChau },
    ]);
    const { data } = await links.ask(REVIEWS);
    expect(data).toMatchObject({
      linkReviews: {
        nodes: [
          {
            department: 'health',
            recordKind: 'cards',
            state: 'REVIEW',
            how: null,
            child: null,
            fullName: 'Con bà Vũ Bích Ngà',
            candidates: [{ child: { id: CHAU } }, { child: { id: CHI } }],
            history: [{ state: 'REVIEW', decidedBy: 'health-import', reason: null }],
          },
        ],
        pageInfo: { hasNextPage: false },
      },
    });
    expect(JSON.stringify(data)).toContain(
      '"code":"BIRTH_SAME","en":"The date of birth agrees.","vi":"Ngày sinh khớp."',
    );
    expect(JSON.stringify(data)).not.toContain('secret-key');
  });

  test('hides what may be a sealed child’s from who may not see sealed children', async () => {
    await links.link([
      { key: 'd', record: ofKhoi },
      { key: 'e', record: nobodys },
    ]);
    const bare = { fullName: 'Lê Mai', state: 'REVIEW', child: null, candidates: [] };
    expect((await links.ask(REVIEWS)).data).toMatchObject({ linkReviews: { nodes: [bare] } });
    const seen = await links.ask(REVIEWS, {}, { seesSealed: true });
    expect(seen.data).toMatchObject({
      linkReviews: { nodes: [{ candidates: [{ child: { id: KHOI } }] }, bare] },
    });
  });

  test('hides it too where the number it was found under is retired since', async () => {
    await links.link([{ key: 'c', record: ofATwin }]);
    const find = async () => (await links.ask(REVIEWS)).data;
    expect(await find()).toMatchObject({ linkReviews: { nodes: [{ department: 'health' }] } });
    await links.department.sql('update child set merged_into = 3 where child_no = 2');
    expect(await find()).toMatchObject({ linkReviews: { nodes: [] } });
    await links.department.sql('update child set merged_into = null where child_no = 2');
  });

  test('of an area it shows records with candidates who live there, and only these candidates', async () => {
    await links.link([
      { key: 'c', record: ofATwin },
      { key: 'd', record: ofKhoi },
    ]);
    const { data } = await links.ask(REVIEWS, {}, { units: ['10546'] });
    expect(data).toMatchObject({
      linkReviews: { nodes: [{ candidates: [{ child: { id: CHI } }] }] },
    });
    const elsewhere = await links.ask(REVIEWS, {}, { units: ['10660'] });
    expect(elsewhere.data).toMatchObject({ linkReviews: { nodes: [] } });
  });

  test('comes in pages, and by department', async () => {
    await links.link(['c', 'd', 'e'].map((key) => ({ key, record: ofATwin })));
    const ids = await linkIds();
    const page = await links.ask(
      `query ($after: String) { linkReviews(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
    );
    expect(page.data).toMatchObject({
      linkReviews: {
        nodes: ids.slice(0, 2).map((id) => ({ id })),
        pageInfo: { hasNextPage: true, hasPreviousPage: false },
      },
    });
    const cursor = /"endCursor":"([^"]+)"/.exec(JSON.stringify(page.data))?.[1];
    const next = await links.ask(REVIEWS, { first: 2, after: cursor });
    expect(next.data).toMatchObject({
      linkReviews: { nodes: [{ id: ids[2] }], pageInfo: { hasNextPage: false } },
    });
    expect((await links.ask(REVIEWS, { department: 'police' })).data).toMatchObject({
      linkReviews: { nodes: [] },
    });
  });

  test.each([[{ first: 0 }], [{ first: 101 }], [{ after: '!!' }]])(
    '%j is refused',
    async (variables) => {
      const { errors } = await links.ask(REVIEWS, variables);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_ARGUMENT' });
    },
  );

  test('is for who may decide', async () => {
    const { data, errors } = await links.ask(
      REVIEWS,
      {},
      { scopes: ['child:read', 'child:identity', 'link:undo'] },
    );
    expect(data).toEqual({ linkReviews: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHORIZED_FIELD' });
  });
});
