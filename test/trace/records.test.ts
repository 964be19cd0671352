import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { startRecordedGraph } from './records.fixture.ts';
import type { RecordedGraph } from './records.fixture.ts';

const CHILD_NO = childNoOf('KNOWN_TO_ALL');
const CHILD = formatChildNumber(CHILD_NO);

const PROFILE = `query Profile($id: ID!) { child(id: $id) { fullName personalIdNumber healthInsurance { insured } } }`;

let room: RecordedGraph;
let graph: RecordedGraph['graph'];
beforeAll(async () => {
  room = await startRecordedGraph();
  ({ graph } = room);
});
afterAll(() => room.stop());

describe('before an answer leaves, its record is written', () => {
  test('with who, why, what, whom and through which departments', async () => {
    const records = await room.recordsOf(() => graph.ask(PROFILE, { id: CHILD }));
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
    const records = await room.recordsOf(() => graph.ask(PROFILE, { id: CHILD }, headers));
    expect(records).toMatchObject([
      {
        fields: ['Child.fullName', 'Child.personalIdNumber', 'Query.child'],
        departments: { registry: 'ANSWERED' },
        outcome: 'PARTIAL',
      },
    ]);
  });

  test('with the children of a list, each once, whether or not their number was asked for', async () => {
    const [record] = await room.recordsOf(() =>
      graph.ask('{ searchChildren(name: "Nguyễn", first: 5) { child { dateOfBirth } } }'),
    );
    expect(record).toMatchObject({ outcome: 'ANSWERED', child_count: '5' });
  });

  test('with the state of a department that was away', async () => {
    const health = graph.department('health');
    health.fault = { kind: 'REFUSE' };
    const [record] = await room.recordsOf(() => graph.ask(PROFILE, { id: CHILD }));
    health.fault = null;
    expect(record).toMatchObject({
      departments: { registry: 'ANSWERED', health: 'UNAVAILABLE' },
      outcome: 'PARTIAL',
    });
  });

  test('with nobody shown where there is nobody to show', async () => {
    const id = formatChildNumber(4_000_000_000);
    expect(await room.recordsOf(() => graph.ask(PROFILE, { id }))).toMatchObject([
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
    const [record] = await room.recordsOf(() => room.send(graph.headers, body));
    expect(record).toMatchObject({ child_count: count });
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
  const text = JSON.stringify(await room.records());
  const values = [...JSON.stringify(child).matchAll(/:"([^"]+)"/g)].map(([, value]) => value);
  expect(values).toHaveLength(2);
  for (const value of [...values, secret, '030217123456', graph.headers.authorization])
    expect(text).not.toContain(value);
});
