import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { connect } from '../../../shared/database/connect.ts';
import { foldName } from '../fold-name.ts';
import { subgraph } from '../index.ts';
import { findMatches, findMatchesAmongResidents } from '../queries/search.ts';
import type { Tables } from '../tables.ts';
import { register, settle } from './register.fixture.ts';
import type { Department } from './register.fixture.ts';
import { searchModel, scopeOfAll } from './search-model.fixture.ts';
import type { Person } from './search-model.fixture.ts';

const FAMILIES = ['Nguyễn', 'Nguyên', 'Trần', 'Đỗ', 'Do', 'Ân'];
const OTHERS = ['Anh', 'Ánh', 'Ân', 'Văn', 'Bảo', 'Bao', 'Đức', 'Thị', "H'Hen", '100%', 'A_B'];
/** Two communes of Thành phố Hải Dương, 288, and one of Thành phố Chí Linh. */
const COMMUNES = ['10507', '10510', '10552'];

const name = fc
  .tuple(
    fc.constantFrom(...FAMILIES),
    fc.array(fc.constantFrom(...OTHERS), { minLength: 1, maxLength: 3 }),
  )
  .map(([family, others]) => [family, ...others].join(' '));
const people: Person[] = fc
  .sample(
    fc.record({
      name,
      birthYear: fc.integer({ min: 2014, max: 2018 }),
      commune: fc.constantFrom(...COMMUNES),
    }),
    { numRuns: 300, seed: 7 },
  )
  .map((person, index) => ({ ...person, childNo: index + 1 }));

let department: Department;
beforeAll(async () => {
  department = await openDepartment(subgraph);
  for (const { childNo, name: full, birthYear, commune } of people) {
    await register(department, childNo, full, { date_of_birth: `${birthYear}-06-01` });
    await settle(department, childNo, `${commune}@start`, `${birthYear}-06-01`);
  }
});
afterAll(() => department[Symbol.asyncDispose]());

function search(asked: Record<string, unknown>) {
  const query = `query ($name: String!, $birthYear: Int, $unit: ID, $first: Int) {
    searchChildren(name: $name, birthYear: $birthYear, unit: $unit, first: $first) { score matchedName child { id fullName } }
  }`;
  return department.ask(query, asked);
}

function matchesOf(asked: {
  name: string;
  birthYear?: number;
  communes?: string[];
  first: number;
}) {
  return searchModel(people, asked).map(({ person, score }) => ({
    score: expect.closeTo(score, 6),
    matchedName: person.name.normalize('NFC'),
    child: { id: formatChildNumber(person.childNo), fullName: person.name.normalize('NFC') },
  }));
}

const areas = fc.constantFrom<{ unit: string | null; communes: string[] }>(
  { unit: null, communes: COMMUNES },
  { unit: '30', communes: COMMUNES },
  { unit: '288', communes: ['10507', '10510'] },
  { unit: '10552', communes: ['10552'] },
  { unit: '31', communes: [] },
);

const query = fc
  .array(
    fc.constantFrom(
      'nguyen',
      'NGU',
      'Nguyễn',
      'an',
      'Anh',
      'ánh',
      'do',
      'Đỗ',
      'van',
      'bao',
      'b',
      '100%',
      '%',
      'a_',
      "h'",
      'xyz',
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((words) => words.join(' '))
  .filter((text) => (text.match(/[\p{L}\p{N}]/gu) ?? []).length >= 2);

describe('searchChildren answers like a plain model', () => {
  test('for any words, year and area', async () => {
    await fc.assert(
      fc.asyncProperty(
        query,
        fc.option(fc.integer({ min: 2013, max: 2019 })),
        areas,
        fc.integer({ min: 1, max: 100 }),
        fc.constantFrom('NFC', 'NFD'),
        async (text, birthYear, { unit, communes }, first, form) => {
          const { data, errors } = await search({
            name: text.normalize(form),
            birthYear,
            unit,
            first,
          });
          expect(errors).toBeUndefined();
          const model = matchesOf({
            name: text,
            communes,
            first,
            ...(birthYear !== null && { birthYear }),
          });
          expect(data).toEqual({ searchChildren: model });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('whether it begins with the names or with the residents', async () => {
    const db = connect<Tables>({ url: department.databaseUrl });
    await fc.assert(
      fc.asyncProperty(
        query,
        areas,
        fc.integer({ min: 1, max: 100 }),
        async (text, { communes }, first) => {
          const asked = { foldedName: foldName(text), birthYear: 2016, first };
          const area = scopeOfAll(communes);
          const byName = await findMatches(db, asked, area);
          expect(await findMatchesAmongResidents(db, asked, area)).toEqual(byName);
          const model = searchModel(people, { name: text, birthYear: 2016, communes, first });
          expect(byName.map(({ childNo }) => childNo)).toEqual(
            model.map(({ person }) => person.childNo),
          );
        },
      ),
      { numRuns: 100 },
    );
    await db.destroy();
  });

  test('ten matches unless asked otherwise', async () => {
    const { data } = await search({ name: 'Nguyễn' });
    expect(data).toEqual({ searchChildren: matchesOf({ name: 'Nguyễn', first: 10 }) });
  });
});

describe('a retired number', () => {
  test('is not found; a child whose name changed is found by the new one only', async () => {
    await register(department, 1_001, 'Lò Thị Xuyến');
    await register(department, 1_002, 'Lò Thị Xuyến', { merged_into: 1_001 });
    const found = {
      searchChildren: [
        expect.objectContaining({
          child: { id: formatChildNumber(1_001), fullName: 'Lò Thị Xuyến' },
        }),
      ],
    };
    expect((await search({ name: 'lo thi xuyen' })).data).toEqual(found);
    await department.sql(
      `update child set given_name = 'Xoan', search_name = 'lo thi xoan' where child_no = 1001`,
    );
    expect((await search({ name: 'lo thi xuyen' })).data).toEqual({ searchChildren: [] });
    expect((await search({ name: 'lo thi xoan' })).data).toMatchObject({
      searchChildren: [{ matchedName: 'Lò Thị Xoan' }],
    });
  });
});

describe('who lives in a unit', () => {
  test('is read on the clock: not those who left or died', async () => {
    await register(department, 2_001, 'Mạc Văn Đi');
    await settle(department, 2_001, '10507@start', '2015-06-01', '2022-12-30');
    expect((await search({ name: 'Mạc Văn Đi', unit: '10507' })).data).toEqual({
      searchChildren: [],
    });
    expect((await search({ name: 'Mạc Văn Đi' })).data).toMatchObject({
      searchChildren: [{ matchedName: 'Mạc Văn Đi' }],
    });
  });

  test('follows units that became part of another, whole or split', async () => {
    await using later = await openDepartment(subgraph, { clock: '2025-12-31' });
    const [row] = await later.sql(
      `select unit_id as id from unit_successor where extent = 'PARTIAL' and unit_id like '1%@start' group by unit_id having count(*) > 1 limit 1`,
    );
    await register(later, 1, 'Mạc Văn Tròn');
    await settle(later, 1, '10510@start', '2015-06-01');
    await register(later, 2, 'Mạc Văn Chia');
    await settle(later, 2, String(row?.['id']), '2015-06-01');
    const ask = (unit: string) =>
      later.ask(
        'query ($unit: ID) { searchChildren(name: "mac van", unit: $unit) { child { id } } }',
        { unit },
      );
    const both = [{ child: { id: formatChildNumber(2) } }, { child: { id: formatChildNumber(1) } }];
    expect((await ask('31')).data).toEqual({ searchChildren: expect.arrayContaining(both) });
    expect((await ask('10507')).data).toEqual({
      searchChildren: [{ child: { id: formatChildNumber(1) } }],
    });
    expect((await ask('30')).errors?.[0]?.extensions?.['code']).toBe('UNKNOWN_UNIT');
  });
});
