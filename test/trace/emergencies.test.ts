import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { z } from 'zod';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph, GraphAnswer } from '../harness/start-graph.ts';

const CHILD = formatChildNumber(childNoOf('KNOWN_TO_ALL'));

const PROFILE = `query Profile($id: ID!) { child(id: $id) { fullName healthInsurance { insured } } }`;
const OPEN = `mutation Open($childId: ID!) {
  openEmergency(childId: $childId, reason: "Trẻ kêu cứu đêm nay") { id childId expiresAt }
}`;
const LISTED = `{ emergencies(open: true) { nodes { id childId openedBy reason reviewedAt } } }`;
const LOG = `query Log($childId: ID!, $emergencyId: ID) {
  accessLog(childId: $childId, emergencyId: $emergencyId, first: 100) {
    nodes { subject purpose fields emergencyIds outcome operationName }
  }
}`;
const CLOSE = `mutation Close($id: ID!) {
  closeEmergencyReview(id: $id, decision: "Có căn cứ, đã báo công an") { reviewedBy decision }
}`;

let graph: Graph;
/** Whose unit is another than the child's. */
let worker: Record<string, string>;
let officer: Record<string, string>;
beforeAll(async () => {
  graph = await startGraph();
  worker = await graph.headersFor({
    persona: 'commune-worker',
    purpose: 'EMERGENCY',
    units: ['11074'],
  });
  officer = await graph.headersFor({ persona: 'data-protection-officer', purpose: 'INSPECTION' });
});
afterAll(() => graph[Symbol.asyncDispose]());

const opened = z.object({ openEmergency: z.object({ id: z.string() }) });
const logged = z.object({
  accessLog: z.object({ nodes: z.array(z.record(z.string(), z.unknown())) }),
});

function childOf({ data }: GraphAnswer): unknown {
  return data?.['child'];
}

test('an emergency opens one child for one viewer, is on record, and is listed until it is reviewed', async () => {
  expect(childOf(await graph.ask(PROFILE, { id: CHILD }, worker))).toBeNull();
  const { openEmergency } = opened.parse((await graph.ask(OPEN, { childId: CHILD }, worker)).data);
  const seen = await graph.ask(PROFILE, { id: CHILD }, worker);
  expect(seen.errors).toBeUndefined();
  expect(childOf(seen)).toMatchObject({ fullName: expect.any(String), healthInsurance: {} });

  const other = formatChildNumber(childNoOf('KNOWN_TO_ONE_ONLY'));
  expect(childOf(await graph.ask(PROFILE, { id: other }, worker))).toBeNull();
  const colleague = await graph.headersFor({
    persona: 'commune-worker',
    purpose: 'EMERGENCY',
    units: ['11074'],
    subject: 'colleague',
  });
  expect(childOf(await graph.ask(PROFILE, { id: CHILD }, colleague))).toBeNull();

  const { id } = openEmergency;
  expect((await graph.ask(LISTED, {}, officer)).data).toMatchObject({
    emergencies: {
      nodes: [{ id, childId: CHILD, openedBy: 'commune-worker', reason: 'Trẻ kêu cứu đêm nay' }],
    },
  });
  const { accessLog } = logged.parse(
    (await graph.ask(LOG, { childId: CHILD, emergencyId: id }, officer)).data,
  );
  const marked = { subject: 'commune-worker', purpose: 'EMERGENCY', emergencyIds: [id] };
  expect(accessLog.nodes).toMatchObject([
    { ...marked, operationName: 'Profile', outcome: 'ANSWERED' },
    { ...marked, operationName: 'Open', outcome: 'ANSWERED' },
  ]);

  expect((await graph.ask(CLOSE, { id }, officer)).data).toMatchObject({
    closeEmergencyReview: { reviewedBy: 'data-protection-officer' },
  });
  expect((await graph.ask(LISTED, {}, officer)).data).toMatchObject({ emergencies: { nodes: [] } });
  expect(childOf(await graph.ask(PROFILE, { id: CHILD }, worker))).toBeNull();
});

const KEPT = formatChildNumber(childNoOf('KEPT_NUMBER'));
const RETIRED = formatChildNumber(childNoOf('RETIRED_NUMBER'));

test('an emergency for a retired number opens the child, and each opening is on record under both numbers', async () => {
  const { openEmergency } = opened.parse(
    (await graph.ask(OPEN, { childId: RETIRED }, worker)).data,
  );
  for (const id of [RETIRED, KEPT])
    expect(childOf(await graph.ask(PROFILE, { id }, worker))).toMatchObject({
      fullName: expect.any(String),
      healthInsurance: {},
    });
  const under = async (childId: string) => {
    const asked = { childId, emergencyId: openEmergency.id };
    const { accessLog } = logged.parse((await graph.ask(LOG, asked, officer)).data);
    return accessLog.nodes.map(({ operationName }) => operationName);
  };
  expect(await under(RETIRED)).toEqual(['Profile', 'Open']);
  expect(await under(KEPT)).toEqual(['Profile', 'Profile']);
});

test('whoever asks by a retired number is in the log of that number', async () => {
  const { data } = await graph.ask(PROFILE, { id: RETIRED });
  expect(data).toMatchObject({ child: { fullName: expect.any(String) } });
  const { accessLog } = logged.parse((await graph.ask(LOG, { childId: RETIRED }, officer)).data);
  expect(accessLog.nodes).toContainEqual(expect.objectContaining({ subject: 'coordinator' }));
});

test('an emergency is for no search', async () => {
  await graph.ask(OPEN, { childId: CHILD }, worker);
  const found = await graph.ask('{ searchChildren(name: "Nguyễn") { child { id } } }', {}, worker);
  expect(found.data?.['searchChildren'] ?? []).toEqual([]);
});

test('the log of a child holds who read the log and who was about to seal the child, sealed or not', async () => {
  const id = formatChildNumber(childNoOf('KNOWN_TO_ONE_ONLY'));
  const seal = `mutation ($id: ID!) { sealChild(id: $id, reason: "protection order 17") { sealedAt } }`;
  expect((await graph.ask(seal, { id }, officer)).errors).toBeUndefined();
  await graph.ask(LOG, { childId: id }, officer);
  const auditor = await graph.headersFor({ persona: 'auditor', purpose: 'INSPECTION' });
  const { accessLog } = logged.parse((await graph.ask(LOG, { childId: id }, auditor)).data);
  expect(accessLog.nodes.map(({ operationName, fields }) => [operationName, fields])).toEqual([
    ['Log', expect.arrayContaining(['Query.accessLog'])],
    [null, expect.arrayContaining(['Mutation.sealChild'])],
    [null, []],
  ]);
  expect(accessLog.nodes.map(({ outcome }) => outcome)).toEqual(['ANSWERED', 'ANSWERED', 'BEGUN']);
});

test.each(['coordinator', 'health-officer', 'stranger'])(
  '%s can read neither the log nor the list',
  async (persona) => {
    const headers = await graph.headersFor({ persona });
    for (const query of [LISTED, LOG]) {
      const { errors } = await graph.ask(query, { childId: CHILD }, headers);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHORIZED_FIELD' });
    }
  },
);
