import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadDepartment } from '../../subgraphs/discover.ts';
import { openDepartment } from '../harness/open-department.ts';
import { answeredRows, columnsOf, streamedRows, withNothings } from './streamed-rows.fixture.ts';

const CHILDREN = 700;
const RETIRED = 'select child_no from child where merged_into is not null';
const everyone = Array.from({ length: CHILDREN + 40 }, (_, index) => index + 1);

const day = fc
  .date({ min: new Date('2016-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe.each(['registry', 'health', 'education', 'justice'])('the rows of %s', (name) => {
  let department: Awaited<ReturnType<typeof openDepartment>>;
  let columns: ReturnType<typeof columnsOf>;
  /** Those of the register, but for numbers found to be another child's: by these the graph answers that child, and no list holds them. */
  let known: number[];
  beforeAll(async () => {
    const subgraph = await loadDepartment(name);
    department = await openDepartment(subgraph, { children: CHILDREN });
    columns = columnsOf(subgraph);
    const retired = name === 'registry' ? await department.sql(RETIRED) : [];
    const isRetired = new Set(retired.map(({ child_no: childNo }) => Number(childNo)));
    known = everyone.filter((childNo) => !isRetired.has(childNo));
  });
  afterAll(() => department[Symbol.asyncDispose]());

  /** All that is streamed of these children, and all that the graph answers of them. */
  async function both(childNos: readonly number[], on: string | null) {
    const streamed = await streamedRows(department, columns, childNos, on);
    const answered = await answeredRows(department, columns, childNos, on);
    return { streamed, filled: withNothings(streamed, columns, childNos), answered };
  }

  test('are what its resolvers answer, in every column', async () => {
    const { streamed, filled, answered } = await both(known, null);
    expect(columns.length).toBeGreaterThan(3);
    expect(streamed.size).toBeGreaterThan(300);
    expect(filled).toEqual(answered);
    for (const place of columns.keys())
      expect(new Set([...streamed.values()].map((row) => row[place])).size).toBeGreaterThan(0);
  });

  test('are so on any day, of any children', async () => {
    const some = fc.shuffledSubarray(known, { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(some, day, async (childNos, on) => {
        const { filled, answered } = await both(
          [...childNos].sort((one, other) => one - other),
          on,
        );
        expect(filled).toEqual(answered);
      }),
      { numRuns: 25 },
    );
  });

  test('come in the order of the children, and of no other than those asked for', async () => {
    const childNos = known.filter((childNo) => childNo % 3 === 0 || childNo > 400);
    const streamed = await streamedRows(department, columns, childNos, null);
    const came = [...streamed.keys()];
    expect(came).toEqual([...came].sort((one, other) => one - other));
    expect(childNos).toEqual(expect.arrayContaining(came));
  });
});
