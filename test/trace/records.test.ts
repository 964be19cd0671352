import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

const CHILD_NO = childNoOf('KNOWN_TO_ALL');
const CHILD = formatChildNumber(CHILD_NO);

const PROFILE = `query Profile($id: ID!) { child(id: $id) { fullName personalIdNumber healthInsurance { insured } } }`;

let graph: Graph;
let client: Client;
beforeAll(async () => {
  graph = await startGraph({ limits: { RATE_PER_VIEWER: '0', RATE_PER_CLIENT: '0' } });
  client = new Client({ connectionString: graph.trace.audit.readerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await graph[Symbol.asyncDispose]();
});

type Row = Record<string, unknown>;

async function rows(): Promise<Row[]> {
  const { rows: found } = await client.query<Row>(
    'select * from access_record order by at, commit_no, position',
  );
  return found;
}

/** The records that come of what is done. */
async function recordsOf(work: () => Promise<unknown>): Promise<Row[]> {
  const before = (await rows()).length;
  await work();
  return (await rows()).slice(before);
}

const send = (headers: Record<string, string>, body: string) =>
  fetch(`${graph.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

describe('before an answer leaves, its record is written', () => {
  test('with who, why, what, whom and through which departments', async () => {
    const records = await recordsOf(() => graph.ask(PROFILE, { id: CHILD }));
    expect(records).toMatchObject([
      {
        subject: 'coordinator',
        role: 'coordinator',
        units: ['30'],
        purpose: 'CASE_MANAGEMENT',
        case_reference: 'case-1',
        operation_name: 'Profile',
        operation_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        fields: [
          'Child.fullName',
          'Child.healthInsurance',
          'Child.personalIdNumber',
          'HealthInsurance.insured',
          'Query.child',
        ],
        child_count: '1',
        child_nos: [String(CHILD_NO)],
        departments: { registry: 'ANSWERED', health: 'ANSWERED' },
        emergency_ids: [],
        outcome: 'ANSWERED',
        code: null,
      },
    ]);
  });

  test('without what was not permitted, and without the departments that were not asked', async () => {
    const headers = await graph.headersFor({ persona: 'education-officer' });
    const records = await recordsOf(() => graph.ask(PROFILE, { id: CHILD }, headers));
    expect(records).toMatchObject([
      {
        fields: ['Child.fullName', 'Child.personalIdNumber', 'Query.child'],
        departments: { registry: 'ANSWERED' },
        outcome: 'PARTIAL',
      },
    ]);
  });

  test('with the children of a list, each once, whether or not their number was asked for', async () => {
    const [record] = await recordsOf(() =>
      graph.ask('{ searchChildren(name: "Nguyễn", first: 5) { child { dateOfBirth } } }'),
    );
    expect(record).toMatchObject({ outcome: 'ANSWERED', child_count: '5' });
  });

  test('with the state of a department that was away', async () => {
    const health = graph.department('health');
    health.fault = { kind: 'REFUSE' };
    const [record] = await recordsOf(() => graph.ask(PROFILE, { id: CHILD }));
    health.fault = null;
    expect(record).toMatchObject({
      departments: { registry: 'ANSWERED', health: 'UNAVAILABLE' },
      outcome: 'PARTIAL',
    });
  });

  test('with nobody shown where there is nobody to show', async () => {
    const id = formatChildNumber(4_000_000_000);
    expect(await recordsOf(() => graph.ask(PROFILE, { id }))).toMatchObject([
      { outcome: 'ANSWERED', child_count: '0', fields: ['Query.child'] },
    ]);
  });

  test.each([
    ['{ searchChildren(name: "Nguyễn", first: 3) { matchedName } }', '3'],
    ['{ searchChildren(name: "Nguyễn", first: 3) { __typename } }', '3'],
    [`query A { __typename } query B { child(id: "${CHILD}") { id } }`, '0'],
    [`{ child(id: "${CHILD}") @skip(if: true) { id } __typename }`, '0'],
    [`{ accessLog(childId: "${CHILD}") { nodes { at } } }`, '0'],
  ])('with the children shown, not those written: %s', async (query, count) => {
    const body = JSON.stringify({
      query,
      ...(query.startsWith('query A') && { operationName: 'A' }),
    });
    const [record] = await recordsOf(() => send(graph.headers, body));
    expect(record).toMatchObject({ child_count: count });
  });
});

describe('a refusal is on record too', () => {
  const BODY = JSON.stringify({ query: PROFILE, variables: { id: CHILD } });

  test.each([
    ['no token', { authorization: '' }, 401, { code: 'UNAUTHENTICATED', subject: null }],
    ['no purpose', { 'x-purpose': '' }, 403, { code: 'PURPOSE_REQUIRED', subject: 'coordinator' }],
    ['an unknown purpose', { 'x-purpose': 'CURIOSITY' }, 403, { code: 'PURPOSE_UNKNOWN' }],
    ['no reference', { 'x-case-reference': '' }, 403, { code: 'PURPOSE_INCOMPLETE' }],
    [
      'a purpose that forbids',
      { 'x-purpose': 'REPORTING' },
      403,
      { code: 'PURPOSE_FORBIDS', subject: 'coordinator', purpose: 'REPORTING' },
    ],
  ])('for %s', async (_, headers, status, expected) => {
    const records = await recordsOf(async () => {
      const response = await send({ ...graph.headers, ...headers }, BODY);
      expect(response.status).toBe(status);
    });
    expect(records).toMatchObject([
      { outcome: 'REFUSED', child_count: '0', fields: [], ...expected },
    ]);
  });

  test.each([
    ['{ no json', 400, 'BAD_REQUEST'],
    [JSON.stringify({ query: '{ nothing }' }), 400, 'GRAPHQL_VALIDATION_FAILED'],
    [JSON.stringify({ documentId: 'unknown' }), 403, 'OPERATION_NOT_TRUSTED'],
  ])('for the body %s', async (body, status, code) => {
    const records = await recordsOf(async () => {
      expect((await send(graph.headers, body)).status).toBe(status);
    });
    expect(records).toMatchObject([{ outcome: 'REFUSED', code, subject: 'coordinator' }]);
  });
});

test('no record holds a name, a number, a token or a value that was sent', async () => {
  const secret = 'Nguyễn Thị Bí Mật';
  const { data } = await graph.ask(PROFILE, { id: CHILD });
  const child: unknown = data?.['child'];
  await graph.ask(
    `query Nguyen_Van_An_030217123456 { searchChildren(name: "${secret}") { child { fullName } } }`,
  );
  await graph.ask('query ($name: String!) { searchChildren(name: $name) { child { id } } }', {
    name: secret,
  });
  const { rows: found } = await client.query<Row>('select t::text as text from access_record t');
  const text = JSON.stringify(found);
  const values = [...JSON.stringify(child).matchAll(/:"([^"]+)"/g)].map(([, value]) => value);
  expect(values).toHaveLength(2);
  for (const value of [...values, secret, '030217123456', graph.headers.authorization])
    expect(text).not.toContain(value);
});
