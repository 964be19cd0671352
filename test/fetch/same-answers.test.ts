import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import type { Subgraph } from '../../shared/subgraph/define-subgraph.ts';
import { loadDepartment } from '../../subgraphs/discover.ts';
import { openDepartment } from '../harness/open-department.ts';
import { anyFetch, everything } from './drawn-fetch.fixture.ts';
import type { fetchOf } from './drawn-fetch.fixture.ts';
import { ODD_RECORDS } from './odd-records.fixture.ts';

const CHILDREN = 700;
const everyone = Array.from({ length: CHILDREN + 40 }, (_, index) => index + 1);

function isOfFetch(sql: string): boolean {
  return sql.includes(') answered');
}

/** All objects and lists in a value. */
function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

describe.each(['health', 'education', 'justice', 'police'])('a fetch from %s', (name) => {
  let subgraph: Subgraph;
  let department: Awaited<ReturnType<typeof openDepartment>>;
  beforeAll(async () => {
    subgraph = await loadDepartment(name);
    department = await openDepartment(subgraph, { children: CHILDREN });
    for (const statement of ODD_RECORDS[name] ?? []) await department.sql(statement);
  });
  afterAll(() => department[Symbol.asyncDispose]());

  async function ask(query: string, childNos: readonly number[], days: Record<string, unknown>) {
    const children = childNos.map((childNo) => ({
      __typename: 'Child',
      id: formatChildNumber(childNo),
    }));
    department.statements.length = 0;
    const { data, errors } = await department.ask(query, { children, ...days });
    expect(errors).toBeUndefined();
    const statements = department.statements.filter((sql) => !sql.includes('max(recorded_at)'));
    return { data, statements };
  }

  /** What the statement answers, which is what the resolvers do. */
  async function answerBoth(
    { bySql, byResolvers, used }: ReturnType<typeof fetchOf>,
    childNos: readonly number[],
    days: Record<string, unknown> = {},
  ) {
    const given = Object.fromEntries(used.map((variable) => [variable, days[variable]]));
    const answered = await ask(bySql, childNos, given);
    const resolved = await ask(byResolvers, childNos, given);
    expect(answered.data).toEqual(resolved.data);
    expect(JSON.stringify(answered.data)).toBe(JSON.stringify(resolved.data));
    expect(answered.statements.filter(isOfFetch)).toHaveLength(
      Math.min(resolved.statements.length, 1),
    );
    expect(answered.statements.length).toBeLessThanOrEqual(1);
    expect(resolved.statements.some(isOfFetch)).toBe(false);
    return answered.data;
  }

  test('is answered as the resolvers answer it, all of it of everyone', async () => {
    const data = await answerBoth(everything(subgraph), everyone);
    expect(data?.['_entities']).toHaveLength(everyone.length);
  });

  test('is answered to each who asks by objects of their own, since the gateway writes into them', async () => {
    const { bySql } = everything(subgraph);
    const twice = everyone.flatMap((childNo) => [childNo, childNo]);
    const answers = await Promise.all([ask(bySql, twice, {}), ask(bySql, everyone, {})]);
    const objects = answers.flatMap(({ data }) => objectsIn(data?.['_entities']));
    expect(objects.length).toBeGreaterThan(3 * everyone.length);
    expect(new Set(objects).size).toBe(objects.length);
  });

  test('is so whatever is asked, of whomever, on whatever day', async () => {
    const some = fc.array(fc.constantFrom(...everyone), { maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(anyFetch(subgraph), some, async ({ fetch, days }, childNos) => {
        await answerBoth(fetch, childNos, days);
      }),
      { numRuns: 120 },
    );
  });
});
