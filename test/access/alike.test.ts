import { afterAll, beforeAll, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';
import { SYSTEMS, UNITS, UNKNOWN_NO } from './drawn-door.fixture.ts';
import { scopesOf, selections, write } from './drawn-question.fixture.ts';
import type { Selection } from './drawn-question.fixture.ts';
import { readRows } from './register-rows.fixture.ts';
import type { Person, Rows } from './register-rows.fixture.ts';
import { keepSeals } from './seals.fixture.ts';
import { ROLES, sightOf } from './sight-model.fixture.ts';
import type { ModelViewer } from './sight-model.fixture.ts';
import { whatItCost } from './what-it-cost.fixture.ts';
import type { Cost } from './what-it-cost.fixture.ts';

const CASES = 100;
const TIME = 300_000;
/** Which rows get sealed: one in so many. */
const ONE_IN = 4;

let graph: Graph;
let rows: Rows;
let seals: Awaited<ReturnType<typeof keepSeals>>;
beforeAll(async () => {
  graph = await startGraph();
  rows = await readRows(graph);
  seals = await keepSeals(graph);
  const kept = rows.people.filter(({ mergedInto }) => mergedInto === null);
  const sealed = kept.filter((_, index) => index % ONE_IN === 0).map(({ childNo }) => childNo);
  await seals.seal(sealed, 'SQL');
}, TIME);
afterAll(async () => {
  await seals.dispose();
  await graph[Symbol.asyncDispose]();
});

/** One child, or none, by its number and by each of its identifiers; the same text for all. */
interface Asked {
  id: string;
  values: Record<string, string>;
}

function bearerOf({ childNo, identifiers }: Pick<Person, 'childNo' | 'identifiers'>): Asked {
  const values = Object.entries(SYSTEMS).map(([code, { free }]): [string, string] => [
    code,
    identifiers.find(({ system }) => system === code)?.value ?? free,
  ]);
  return { id: formatChildNumber(childNo), values: Object.fromEntries(values) };
}

const UNKNOWN = bearerOf({ childNo: UNKNOWN_NO, identifiers: [] });

function operation(selection: Selection, { id, values }: Asked, isByIdentifier: boolean) {
  const { body, fragments } = write(selection, 'R');
  const roots = Object.keys(SYSTEMS).map(
    (code) => `r${code}: childByIdentifier(system: "${code}", value: $${code}) ${body}`,
  );
  const declared = Object.keys(SYSTEMS).map((code) => `$${code}: String!`);
  const byNumber = `query ($yes: Boolean!, $no: Boolean!, $id: ID!) { by: __typename @skip(if: $no) r: child(id: $id) ${body} also: __typename @include(if: $yes) }`;
  const byIdentifier = `query ($yes: Boolean!, $no: Boolean!, ${declared.join()}) { by: __typename @skip(if: $no) ${roots.join(' ')} also: __typename @include(if: $yes) }`;
  return {
    query: `${isByIdentifier ? byIdentifier : byNumber}\n${fragments}`,
    variables: { yes: true, no: false, ...(isByIdentifier ? values : { id }) },
  };
}

interface Drawn {
  viewer: ModelViewer;
  selection: Selection;
  isByIdentifier: boolean;
}

async function costsOf({ viewer, selection, isByIdentifier }: Drawn, asked: readonly Asked[]) {
  const { persona, purpose } = viewer.role;
  const headers = await graph.headersFor({ persona, purpose, units: viewer.units });
  const costs: Cost[] = [];
  for (const each of asked)
    costs.push(await whatItCost(graph, operation(selection, each, isByIdentifier), headers));
  return costs;
}

/** A sealed child of the viewer's area and one from outside of it, as far as there are such. */
function hiddenFrom(viewer: ModelViewer, place: number): Person[] {
  const sees = sightOf(viewer, seals.sealed, rows);
  const liesWithin = sightOf(viewer, new Set(), rows);
  const unseen = rows.people
    .filter(({ mergedInto }) => mergedInto === null)
    .filter((p) => !sees(p));
  const kinds = [unseen.filter(liesWithin), unseen.filter((person) => !liesWithin(person))];
  return kinds.flatMap((kind) => kind[place % Math.max(1, kind.length)] ?? []);
}

const drawn = fc.record({
  viewer: fc.record({
    role: fc.constantFrom(...ROLES),
    units: fc.subarray(UNITS, { minLength: 1, maxLength: 3 }),
  }),
  selection: selections,
  isByIdentifier: fc.boolean(),
  place: fc.nat(),
});

test(
  `unknown, sealed and out of area are alike in answer, metadata, calls and SQL, in ${CASES} drawn cases`,
  async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(drawn, async ({ place, ...question }) => {
        const { beyondPurpose } = question.viewer.role;
        fc.pre(!scopesOf(question.selection).some((scope) => beyondPurpose.includes(scope)));
        const hidden = hiddenFrom(question.viewer, place).map(bearerOf);
        // The first one may plan the operation and read the units of the viewer, once a minute.
        const ask = async () => (await costsOf(question, [UNKNOWN, UNKNOWN, ...hidden])).slice(1);
        const isEven = ([first, ...others]: Cost[]) =>
          others.every((cost) => JSON.stringify(cost) === JSON.stringify(first));
        const costs = await ask();
        const [unknown, ...others] = isEven(costs) ? costs : await ask();
        for (const cost of others) expect(cost).toEqual(unknown);
        compared += others.length;
      }),
      { numRuns: CASES },
    );
    expect(compared).toBeGreaterThan(CASES);
  },
  TIME,
);
