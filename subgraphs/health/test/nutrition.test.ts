import { describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../../shared/children/child-number.ts';
import { childNoOf } from '../../../shared/demo-province/story-of.ts';
import type { Story } from '../../../shared/demo-province/stories.ts';
import { openDepartment } from '../../../test/harness/open-department.ts';
import { subgraph } from '../index.ts';

const idOf = (story: Story) => formatChildNumber(childNoOf(story));

const latestQuery = `query ($id: ID!) {
  _entities(representations: [{ __typename: "Child", id: $id }]) { ... on Child { nutrition { latest {
    measuredOn ageDays weightKg lengthOrHeightCm position weightForAgeZ heightForAgeZ weightForHeightZ
    underweight stunted wasted undernourished hasOedema implausible
  } } } }
}`;

const pageQuery = `query ($id: ID!, $first: Int, $after: String) {
  _entities(representations: [{ __typename: "Child", id: $id }]) { ... on Child { nutrition {
    measurements(first: $first, after: $after) {
      totalCount nodes { measuredOn } edges { cursor node { measuredOn } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  } } }
}`;

describe('the latest measurement', () => {
  test.each([
    [
      'MEASUREMENT_IMPLAUSIBLE',
      {
        measuredOn: '2022-06-01',
        weightKg: 118,
        weightForAgeZ: null,
        weightForHeightZ: null,
        underweight: null,
        stunted: false,
        undernourished: null,
        implausible: ['WEIGHT_FOR_AGE', 'WEIGHT_FOR_HEIGHT'],
      },
    ],
    [
      'OEDEMA',
      {
        hasOedema: true,
        weightForAgeZ: null,
        weightForHeightZ: null,
        underweight: true,
        wasted: true,
        undernourished: true,
      },
    ],
    [
      'LYING_AT_THREE',
      { measuredOn: '2022-10-03', ageDays: 1114, position: 'LENGTH', lengthOrHeightCm: 95.2 },
    ],
    [
      'KNOWN_TO_ONE_ONLY',
      {
        ageDays: 0,
        weightKg: 3.1,
        lengthOrHeightCm: null,
        position: null,
        heightForAgeZ: null,
        stunted: null,
      },
    ],
  ] as const)('%s', async (story, expected) => {
    await using department = await openDepartment(subgraph, { children: 30 });
    const { data, errors } = await department.ask(latestQuery, { id: idOf(story) });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ _entities: [{ nutrition: { latest: expected } }] });
  });

  test('is null with the whole topic where nothing was measured', async () => {
    await using department = await openDepartment(subgraph);
    const { data, errors } = await department.ask(latestQuery, { id: idOf('KNOWN_TO_ALL') });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ _entities: [{ nutrition: null }] });
  });
});

describe('the list of measurements', () => {
  const newestFirst = ['2019-12-02', '2018-06-01', '2017-06-01', '2016-06-01'];

  test('comes newest first, and in pages that join without gap or overlap', async () => {
    await using department = await openDepartment(subgraph, { children: 30 });
    const seen: unknown[] = [];
    let after: string | null = null;
    for (let page = 0; page < 4; page += 1) {
      const { data } = await department.ask(pageQuery, {
        id: idOf('KNOWN_TO_ALL'),
        first: 1,
        after,
      });
      const isLast = page === 3;
      expect(data).toMatchObject({
        _entities: [
          {
            nutrition: {
              measurements: {
                totalCount: 4,
                nodes: [{ measuredOn: newestFirst[page] }],
                pageInfo: { hasNextPage: !isLast, hasPreviousPage: page > 0 },
              },
            },
          },
        ],
      });
      seen.push(newestFirst[page]);
      after = /"endCursor":"([^"]+)"/.exec(JSON.stringify(data))?.[1] ?? null;
      expect(after).not.toBeNull();
    }
    expect(seen).toEqual(newestFirst);
  });

  test('two measurements of one day have cursors of their own', async () => {
    await using department = await openDepartment(subgraph);
    await department.sql(
      `insert into nutrition_measurement (child_no, sex, date_of_birth, measured_on, weight_kg, has_oedema, implausible)
       values (1, 'MALE', '2020-01-01', '2021-01-01', 9.1, false, '{}'), (1, 'MALE', '2020-01-01', '2021-01-01', 9.2, false, '{}')`,
    );
    const { data } = await department.ask(pageQuery, {
      id: formatChildNumber(1),
      first: 20,
      after: null,
    });
    const cursors = [...JSON.stringify(data).matchAll(/"cursor":"([^"]+)"/g)].map(
      ([, cursor]) => cursor,
    );
    expect(new Set(cursors).size).toBe(2);
  });

  test.each([0, -1, 101, 10_000])('first: %d is refused', async (first) => {
    await using department = await openDepartment(subgraph, { children: 30 });
    const { data, errors } = await department.ask(pageQuery, { id: idOf('KNOWN_TO_ALL'), first });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_ARGUMENT' } }]);
    expect(JSON.stringify(data)).not.toContain('measuredOn');
  });

  test.each(['', 'rubbish', 'MjAyMA'])('after: %p is refused', async (after) => {
    await using department = await openDepartment(subgraph, { children: 30 });
    const { errors } = await department.ask(pageQuery, {
      id: idOf('KNOWN_TO_ALL'),
      first: 2,
      after,
    });
    expect(errors).toMatchObject([{ extensions: { code: 'INVALID_ARGUMENT' } }]);
  });
});
