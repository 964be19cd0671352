import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadDepartments } from '../../subgraphs/discover.ts';
import { openDepartment } from '../harness/open-department.ts';
import { measureRate } from './measure-rate.ts';
import type { ChildNumbers } from './rates.ts';
import { rates } from './rates.ts';

const CHILDREN = 4_000;
/** Standard deviations of sampling that a rate may be off; and what the fixed cases may add, in percent. */
const DEVIATIONS = 4;
const FIXED_CASES = 0.7;

type Department = Awaited<ReturnType<typeof openDepartment>>;
const departments = new Map<string, Department>();

beforeAll(async () => {
  const subgraphs = await loadDepartments();
  await Promise.all(
    subgraphs.map(async (subgraph) =>
      departments.set(subgraph.name, await openDepartment(subgraph, { children: CHILDREN })),
    ),
  );
});
afterAll(async () => {
  await Promise.all(
    [...departments.values()].map((department) => department[Symbol.asyncDispose]()),
  );
});

async function readNumbers({ department, sql }: ChildNumbers): Promise<Set<number>> {
  const rows = await departments.get(department)?.sql(sql);
  return new Set((rows ?? []).map((row) => Number(row['child_no'])));
}

describe('the demo province', () => {
  test.each(rates.filter(({ per }) => per === 100))('has about $asked % $name', async (rate) => {
    const { obtained, children } = await measureRate(rate, readNumbers);
    const deviation = Math.sqrt((rate.asked * (100 - rate.asked)) / children);
    expect(children).toBeGreaterThan(200);
    expect(Math.abs(obtained - rate.asked)).toBeLessThan(DEVIATIONS * deviation + FIXED_CASES);
  });
});
