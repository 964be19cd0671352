import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';
import { PAGE_SIZE, readPages } from './cohort-pages.fixture.ts';
import type { Page } from './cohort-pages.fixture.ts';
import { SYSTEMS, UNKNOWN_NO } from './drawn-door.fixture.ts';
import { fullNameOf } from './drawn-question.fixture.ts';
import { readRows } from './register-rows.fixture.ts';
import type { Person } from './register-rows.fixture.ts';
import { keepSeals } from './seals.fixture.ts';
import { whatItCost } from './what-it-cost.fixture.ts';

// The three ways by which OpenCRVS let sealed records out: by lookup, by a mutation's own answer, by metadata.

const SEALED_NO = childNoOf('KNOWN_TO_ALL');
const id = formatChildNumber(SEALED_NO);
const reason = 'theo đề nghị của cơ quan điều tra';
const OFFICER = { persona: 'data-protection-officer', purpose: 'INSPECTION' };

let graph: Graph;
let child: Person;
let seals: Awaited<ReturnType<typeof keepSeals>>;
beforeAll(async () => {
  graph = await startGraph();
  const { people } = await readRows(graph);
  const found = people.find(({ childNo }) => childNo === SEALED_NO);
  if (found === undefined) throw new Error('The demo province lacks its fixed cases.');
  child = found;
  seals = await keepSeals(graph);
});
afterAll(async () => {
  await seals.dispose();
  await graph[Symbol.asyncDispose]();
});
beforeEach(() => seals.seal([SEALED_NO], 'SQL'));

function textOf(value: unknown): string {
  return JSON.stringify(value);
}

describe('a sealed record is not found by lookup', () => {
  const LOOKUP = `query ($id: ID!, $name: String!, ${Object.keys(SYSTEMS)
    .map((code) => `$${code}: String!`)
    .join()}) {
    byNumber: child(id: $id) { id fullName abuseInterventions { id } }
    byName: searchChildren(name: $name, first: 100) { score matchedName child { id } }
    ${Object.keys(SYSTEMS)
      .map(
        (code) =>
          `by${code}: childByIdentifier(system: "${code}", value: $${code}) { id fullName }`,
      )
      .join('\n')}
  }`;
  const valuesOf = ({ identifiers }: Pick<Person, 'identifiers'>) =>
    Object.fromEntries(
      Object.entries(SYSTEMS).map(([code, { free }]): [string, string] => [
        code,
        identifiers.find(({ system }) => system === code)?.value ?? free,
      ]),
    );

  test('by number, name or any identifier: as if there were no such child', async () => {
    const body = (variables: Record<string, string>) => ({ query: LOOKUP, variables });
    const known = body({ id, name: fullNameOf(child), ...valuesOf(child) });
    const none = {
      id: formatChildNumber(UNKNOWN_NO),
      name: 'Không Có Ai',
      ...valuesOf({ identifiers: [] }),
    };
    await whatItCost(graph, known, graph.headers);
    expect(await whatItCost(graph, known, graph.headers)).toEqual(
      await whatItCost(graph, body(none), graph.headers),
    );
    await seals.seal([], 'SQL');
    const { data } = await graph.ask(LOOKUP, known.variables);
    expect(Object.values(data ?? {}).filter((value) => textOf(value).includes(id))).toHaveLength(
      2 + child.identifiers.length,
    );
  });
});

describe('a mutation’s own answer shows no more of a sealed child than the door does', () => {
  const CHILD =
    '{ id dateOfBirth fullName guardians { fullName } identifiers { value } healthInsurance { insured } abuseInterventions { id } }';
  const mutation = (field: string) =>
    `mutation ($id: ID!, $reason: String!) { ${field}(id: $id, reason: $reason) { reason child ${CHILD} } }`;

  test.each(['sealChild', 'unsealChild'])('%s, to who may seal', async (field) => {
    const headers = await graph.headersFor(OFFICER);
    const atTheDoor = await graph.ask(
      `query ($id: ID!) { child(id: $id) ${CHILD} }`,
      { id },
      headers,
    );
    for (const name of ['health', 'police']) graph.department(name).calls = 0;
    const { data, errors = [] } = await graph.ask(mutation(field), { id, reason }, headers);
    expect(data?.[field]).toEqual({ reason, child: atTheDoor.data?.['child'] });
    expect(atTheDoor.data?.['child']).toEqual({
      id,
      dateOfBirth: child.dateOfBirth,
      fullName: null,
      guardians: null,
      identifiers: null,
      healthInsurance: null,
      abuseInterventions: null,
    });
    expect(new Set(errors.map(({ extensions }) => extensions['code']))).toEqual(
      new Set(['UNAUTHORIZED_FIELD']),
    );
    expect(['health', 'police'].map((name) => graph.department(name).calls)).toEqual([0, 0]);
    seals.sealed.clear();
    if (field === 'sealChild') seals.sealed.add(SEALED_NO);
  });

  test.each(['sealChild', 'unsealChild'])(
    '%s, to who may not: nothing, and nothing is done',
    async (field) => {
      graph.department('registry').calls = 0;
      const { data, errors } = await graph.ask(mutation(field), { id, reason });
      expect(data).toEqual({ [field]: null });
      expect(errors?.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
        [[field], 'UNAUTHORIZED_FIELD'],
      ]);
      expect(graph.department('registry').calls).toBe(0);
      expect((await graph.ask('query ($id: ID!) { child(id: $id) { id } }', { id })).data).toEqual({
        child: null,
      });
    },
  );

  test.each(['sealChild', 'unsealChild'])(
    '%s, of a child outside the officer’s area: as of an unknown one',
    async (field) => {
      const headers = await graph.headersFor({ ...OFFICER, units: ['290'] });
      const cost = (no: string) =>
        whatItCost(graph, { query: mutation(field), variables: { id: no, reason } }, headers);
      await cost(formatChildNumber(UNKNOWN_NO));
      const unknown = await cost(formatChildNumber(UNKNOWN_NO));
      expect(await cost(id)).toEqual(unknown);
      expect(unknown.answer).toMatchObject({ data: { [field]: null } });
    },
  );
});

describe('metadata tells nothing of a sealed child', () => {
  const idsOf = (read: readonly Page[]) =>
    read.flatMap(({ children }) => children.edges.map(({ node }) => node.id));
  const sum = (counts: readonly { count: number }[]) =>
    counts.reduce((all, { count }) => all + count, 0);

  test('not counts, page ends or cursors: the pages are those without the child', async () => {
    const sealed = await readPages(graph);
    await seals.seal([], 'SQL');
    const open = await readPages(graph);
    expect(idsOf(open)).toContain(id);
    expect(idsOf(sealed)).toEqual(idsOf(open).filter((other) => other !== id));
    for (const page of sealed)
      expect([page.count, sum(page.bySex), sum(page.byAge)]).toEqual(
        Array.from({ length: 3 }, () => idsOf(open).length - 1),
      );
    expect(sealed.slice(0, -1).every(({ children }) => children.edges.length === PAGE_SIZE)).toBe(
      true,
    );
    const cursorsOf = (read: readonly Page[]) =>
      new Map(
        read.flatMap(({ children }) => children.edges.map(({ cursor, node }) => [node.id, cursor])),
      );
    for (const [other, cursor] of cursorsOf(sealed))
      expect(cursorsOf(open).get(other)).toBe(cursor);
  });

  test('not what the departments did, what it cost or any header', async () => {
    const query =
      'query ($id: ID!) { child(id: $id) { fullName healthInsurance { insured } birthRegistration { number } abuseInterventions { id } } }';
    const cost = (no: string) => whatItCost(graph, { query, variables: { id: no } }, graph.headers);
    await cost(id);
    const unknown = await cost(formatChildNumber(UNKNOWN_NO));
    expect(await cost(id)).toEqual(unknown);
    expect(unknown.headers.map(([name]) => name)).not.toContain('server-timing');
    await seals.seal([], 'SQL');
    expect(await cost(id)).not.toEqual(unknown);
  });
});
