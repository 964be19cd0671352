import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makePublishKeys } from '../../gateway/publishing/publish-key.ts';
import { signPublication } from '../../gateway/publishing/signed-publication.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';
import { askAllTheWhile } from './load.fixture.ts';
import { edited, openOffice, registerKey, schemaOf, send, sqlOn } from './office.fixture.ts';

let graph: Graph;
let health: Awaited<ReturnType<typeof openOffice>>;

beforeAll(async () => {
  graph = await startGraph({
    // What is tried is that no answer is wrong, not how fast a busy machine is.
    departmentDeadline: 10_000,
    children: 60,
    mode: 'DISTRIBUTED',
    limits: { RATE_PER_VIEWER: '0', RATE_PER_CLIENT: '0' },
  });
  health = await openOffice(graph, 'health');
});

afterAll(() => graph[Symbol.asyncDispose]());

const PROFILE = `{ child(id: "00000000010") { fullName healthInsurance { insured } swimming { canSwim } } }`;
const CARDS = /^ {2}cards:.*$/m;
const gone = (text: string) =>
  edited(schemaOf('health'), CARDS, `$& @deprecated(reason: "${text}")`);

async function reasonForCards(): Promise<unknown> {
  const { data } = await graph.ask(
    '{ __type(name: "HealthInsurance") { fields(includeDeprecated: true) { name deprecationReason } } }',
  );
  const [, reason] =
    /"name":"cards","deprecationReason":(null|"[^"]*")/.exec(JSON.stringify(data)) ?? [];
  return JSON.parse(reason ?? '"no such field"');
}

async function publications(): Promise<number> {
  const [row] = await sqlOn(graph, 'select count(*)::int as count from supergraph');
  return Number(row?.['count']);
}

test('what is published already is not published again', async () => {
  expect(await health.publish(schemaOf('health'))).toMatchObject({
    status: 200,
    outcome: 'UNCHANGED',
  });
  expect(await publications()).toBe(0);
});

test('a dry run says what would come of it, and publishes nothing', async () => {
  const answer = await health.publish(gone('Thử.'), { isDryRun: true });
  expect(answer).toMatchObject({ status: 200, outcome: 'WOULD_BE_PUBLISHED' });
  expect(answer.notes.join()).toContain('HealthInsurance.cards is to go');
  expect(await publications()).toBe(0);
  expect(await reasonForCards()).toBe(null);
});

test('under load, a harmless change is published without one wrong answer, and the gateway says so', async () => {
  const before = await graph.ask(PROFILE);
  const load = askAllTheWhile(() => graph.ask(PROFILE));
  await load.more(20);
  const answer = await health.publish(gone('First.'));
  await load.more(20);
  const { answers, failures } = await load.stop();
  expect(answer).toMatchObject({
    outcome: 'PUBLISHED',
    gateways: [{ gateway: 'gateway', reasons: [] }],
  });
  expect(await reasonForCards()).toBe('First.');
  expect(failures).toEqual([]);
  for (const { status, data, errors } of answers)
    expect({ status, data, errors }).toEqual({ status: 200, data: before.data, errors: undefined });
  const ready: unknown = await (await fetch(`${graph.url}/readyz`)).json();
  expect(ready).toEqual({ status: 'ready', supergraph: graph.generations.current.hash });
});

describe('a bad publication is refused with the reason, and what was published stays:', () => {
  const refused: [string, () => string, RegExp][] = [
    ['no schema', () => 'type {', /Syntax Error/],
    [
      'one that does not compose',
      () => edited(schemaOf('health'), 'nutrition: Nutrition ', 'nutrition: Nutritoin '),
      /Nutritoin/,
    ],
    [
      'one that breaks a trusted operation',
      () =>
        edited(
          schemaOf('health'),
          CARDS,
          '  papers: [HealthInsuranceCard!]! @listSize(assumedSize: 5)',
        ),
      /ChildProfile/,
    ],
    [
      'a field that the department’s process does not answer',
      () =>
        edited(
          schemaOf('health'),
          CARDS,
          '$&\n  "Số thẻ: how many cards there are."\n  cardCount: Int',
        ),
      /cardCount.*is not there.*Start it with this schema first/,
    ],
  ];

  test.each(refused)('%s', async (_, sdl, reason) => {
    const [before, count] = [graph.generations.current.hash, await publications()];
    const answer = await health.publish(sdl());
    expect(answer).toMatchObject({ status: 422, outcome: 'REFUSED' });
    expect(answer.reasons.join('\n')).toMatch(reason);
    expect(graph.generations.current.hash).toBe(before);
    expect(await publications()).toBe(count);
    expect(await reasonForCards()).toBe('First.');
  });
});

describe('nobody publishes but the department itself:', () => {
  const publication = { department: 'health', sdl: 'scalar X', isDryRun: false };
  const unsigned: [string, () => Promise<string>, RegExp][] = [
    ['something unsigned', async () => schemaOf('health'), /no signed publication/],
    [
      'a key nobody registered',
      () => signPublication(publication, makePublishKeys().privateKey),
      /No key in force/,
    ],
    [
      'another department’s key',
      async () => signPublication(publication, await registerKey(graph, 'education')),
      /registered for education/,
    ],
    [
      'a signature of another text',
      async () => {
        const [head, , signature] = (await signPublication(publication, health.key)).split('.');
        const [, other] = (await signPublication({ ...publication, sdl: '' }, health.key)).split(
          '.',
        );
        return [head, other, signature].join('.');
      },
      /signature does not hold/,
    ],
    [
      'an old signature',
      () => signPublication(publication, health.key, Date.now() - 3_600_000),
      /older than 5 minutes/,
    ],
    [
      'a key that was taken back',
      async () => {
        const key = await registerKey(graph, 'health');
        const last = `(select id from publish_key order by registered_at desc limit 1)`;
        await sqlOn(graph, `update publish_key set revoked_at = now() where id = ${last}`);
        return signPublication(publication, key);
      },
      /No key in force/,
    ],
  ];

  test.each(unsigned)('%s', async (_, sign, reason) => {
    const count = await publications();
    const { errors, status } = await send(graph.url, await sign());
    expect(status).toBe(401);
    expect(errors[0]?.message).toMatch(reason);
    expect(await publications()).toBe(count);
  });

  test('what the department signed before its last publication cannot be sent again', async () => {
    const now = Date.now();
    const text = { department: 'health', sdl: gone('Replayed.'), isDryRun: false };
    const caught = await signPublication(text, health.key, now);
    await health.publish(gone('Second.'), { now: now + 1_000 });
    const answer = await send(graph.url, caught);
    expect(answer).toMatchObject({ status: 422, outcome: 'REFUSED' });
    expect(answer.reasons.join()).toMatch(/signed later/);
    expect(await reasonForCards()).toBe('Second.');
  });
});

test('one department publishes while another is away, and while its own process is', async () => {
  for (const away of ['education', 'health']) {
    graph.department(away).fault = { kind: 'REFUSE' };
    const text = `Without ${away}.`;
    const answer = await health.publish(gone(text), { now: Date.now() + 2_000 });
    graph.department(away).fault = null;
    expect(answer.outcome).toBe('PUBLISHED');
    expect(await reasonForCards()).toBe(text);
    expect(answer.notes.some((note) => note.includes('did not answer'))).toBe(away === 'health');
  }
});

test('two departments that publish at once are both published', async () => {
  const education = await openOffice(graph, 'education');
  const swim = edited(
    schemaOf('education'),
    /^ {2}canSwim:.*$/m,
    '$& @deprecated(reason: "At once.")',
  );
  const answers = await Promise.all([
    health.publish(gone('At once.'), { now: Date.now() + 4_000 }),
    education.publish(swim),
  ]);
  expect(answers.map(({ outcome }) => outcome)).toEqual(['PUBLISHED', 'PUBLISHED']);
  expect(await reasonForCards()).toBe('At once.');
  expect(
    JSON.stringify(
      await graph.ask(
        '{ __type(name: "SwimmingAssessment") { fields(includeDeprecated: true) { deprecationReason } } }',
      ),
    ),
  ).toContain('At once.');
});
