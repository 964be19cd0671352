import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph, GraphAnswer } from '../harness/start-graph.ts';
import {
  UNITS,
  doorsTo,
  expectedAt,
  isBeyondPurpose,
  writeOperation,
} from './drawn-door.fixture.ts';
import type { Door } from './drawn-door.fixture.ts';
import { readRows } from './register-rows.fixture.ts';
import type { Rows } from './register-rows.fixture.ts';
import { keepSeals } from './seals.fixture.ts';
import { ROLES, sightOf } from './sight-model.fixture.ts';
import type { ModelViewer } from './sight-model.fixture.ts';

const CASES = 200;
const TIME = 300_000;

let graph: Graph;
let rows: Rows;
let seals: Awaited<ReturnType<typeof keepSeals>>;
beforeAll(async () => {
  graph = await startGraph({ children: 120 });
  rows = await readRows(graph);
  seals = await keepSeals(graph);
}, TIME);
afterAll(async () => {
  await seals.dispose();
  await graph[Symbol.asyncDispose]();
});

const viewers: fc.Arbitrary<ModelViewer> = fc.record({
  role: fc.constantFrom(...ROLES),
  units: fc.subarray(UNITS, { minLength: 1, maxLength: 3 }),
});

/** Children that get sealed, by their place in the register. */
const sealedSets = fc.record({
  sealed: fc.subarray([0, 1, 2, 3, 4, 5, 9, 14, 20, 40, 60, 80]),
  way: fc.constantFrom('MUTATION' as const, 'SQL' as const),
});

async function answerTo(doors: readonly Door[], { role, units }: ModelViewer) {
  const { persona, purpose } = role;
  const headers = await graph.headersFor({ persona, purpose, units });
  return graph.ask(writeOperation(doors), { yes: true, no: false }, headers);
}

/** The answer of the model, in the form that answers are compared in. */
function modelled(doors: readonly Door[], viewer: ModelViewer) {
  const sight = { viewer, sees: sightOf(viewer, seals.sealed, rows), rows };
  const answers = doors.map((door, index) => expectedAt(door, `r${index}`, sight));
  const data = Object.fromEntries(answers.map((answer, index) => [`r${index}`, answer.data]));
  const refused = answers.flatMap((answer) => answer.refused);
  return {
    status: 200,
    data: { typename: 'Query', other: 'Query', ...data },
    refused: refused.map((path) => JSON.stringify([path, 'UNAUTHORIZED_FIELD'])).sort(),
  };
}

/** How many ways to children, over all cases, showed something, showed nothing, and were answered with how many refusals. */
const tally = { shown: 0, nothing: 0, refused: 0 };

function count(data: GraphAnswer['data'], refused: number): void {
  const answers = Object.entries(data ?? {}).filter(([key]) => key.startsWith('r'));
  const empty = answers.filter(([, value]) => value === null || JSON.stringify(value) === '[]');
  tally.nothing += empty.length;
  tally.shown += answers.length - empty.length;
  tally.refused += refused;
}

async function check(doors: readonly Door[], viewer: ModelViewer): Promise<void> {
  const { status, data, errors = [] } = await answerTo(doors, viewer);
  const codes = errors.map(({ path, extensions }) => JSON.stringify([path, extensions['code']]));
  if (isBeyondPurpose(doors, viewer.role)) {
    expect({ status, data: data ?? null }).toEqual({ status: 403, data: null });
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['PURPOSE_FORBIDS']);
  } else {
    expect({ status, data, refused: codes.sort() }).toEqual(modelled(doors, viewer));
    count(data, codes.length);
  }
}

describe('every answer is what a simple model lets be seen', () => {
  test(
    `in ${CASES} drawn cases of viewers, units, purposes, seals and questions`,
    async () => {
      const doors = fc.array(doorsTo(rows), { minLength: 1, maxLength: 3 });
      const serialAt = (index: number) => rows.people[index]?.childNo ?? 0;
      await fc.assert(
        fc.asyncProperty(viewers, doors, sealedSets, async (viewer, asked, { sealed, way }) => {
          const kept = sealed
            .map(serialAt)
            .filter((no) =>
              rows.people.some(({ childNo, mergedInto }) => childNo === no && mergedInto === null),
            );
          await seals.seal(kept, way);
          await check(asked, viewer);
        }),
        { numRuns: CASES },
      );
      // Cases in which nothing could be seen would prove nothing.
      for (const times of Object.values(tally)) expect(times).toBeGreaterThan(CASES / 5);
    },
    TIME,
  );
});
