import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadDepartments } from '../subgraphs/discover.ts';
import { startGraph } from './harness/start-graph.ts';
import type { Graph } from './harness/start-graph.ts';

const PAGE = `query ($first: Int!) { searchChildren(name: "Nguyễn", first: $first) { score child {
  id fullName personalIdNumber guardians { fullName } residence { name parent { name parent { name } } }
  residenceHistory { unit { name } } specialCircumstances { group } assistance { kind } identifiers { value }
  healthInsurance { insured cards { number } } nutrition { latest { weightForAgeZ } measurements { totalCount } }
  preschool { enrolled enrolments { schoolUnit { name } } } swimming { safeSwimmer }
  birthRegistration { registeredAt { name parent { name } } } legalAid { id } abuseInterventions { id planDueOn }
} } }`;

/**
 * What the register tells of links beside answers that show no child, such as those about units: once for the calls of a
 * turn. Whether units of schools and of registrations are asked for in one turn is a matter of time.
 */
const NOTES_ALONE = "select json_build_object('untold'";
const isOfNotes = (statement: string) => statement.startsWith(NOTES_ALONE);

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph({ children: 400 });
});
afterAll(() => graph[Symbol.asyncDispose]());

interface Cost {
  children: number;
  calls: number[];
  statements: number[];
  readingsOfNotes: number;
}

async function costOf(first: number): Promise<Cost> {
  const owners = (await loadDepartments()).filter(({ database }) => database === 'OWN');
  const boards = owners.map(({ name }) => graph.department(name));
  for (const board of boards) Object.assign(board, { calls: 0, statements: [] });
  const { data, errors } = await graph.ask(PAGE, { first });
  expect(errors).toBeUndefined();
  const matches = data?.['searchChildren'];
  return {
    children: Array.isArray(matches) ? matches.length : 0,
    calls: boards.map(({ calls }) => calls),
    statements: boards.map(
      ({ statements }) => statements.filter((each) => !isOfNotes(each)).length,
    ),
    readingsOfNotes: boards.flatMap(({ statements }) => statements.filter(isOfNotes)).length,
  };
}

describe('a page of children', () => {
  test('of 50 costs as many calls and SQL statements per department as a page of one', async () => {
    // What is kept for every call, such as units, is read before it counts.
    await costOf(50);
    const one = await costOf(1);
    const fifty = await costOf(50);
    expect([one.children, fifty.children]).toEqual([1, 50]);
    // Registry, health, education, justice and police; others are asked by their own tests.
    expect(one.statements.filter((count) => count > 0).length).toBeGreaterThanOrEqual(5);
    expect(fifty.calls).toEqual(one.calls);
    expect(fifty.statements).toEqual(one.statements);
    for (const { readingsOfNotes } of [one, fifty]) expect(readingsOfNotes).toBeLessThanOrEqual(2);
  });
});
