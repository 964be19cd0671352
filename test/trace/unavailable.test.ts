import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

const CHILD = formatChildNumber(childNoOf('KNOWN_TO_ALL'));
const PROFILE = 'query ($id: ID!) { child(id: $id) { fullName healthInsurance { insured } } }';

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph({ limits: { REQUEST_DEADLINE_MS: '1000' } });
});
afterAll(() => graph[Symbol.asyncDispose]());

const ALL = 'access_record, emergency_event, closed_chain';

const asSuperuser = async (work: (client: Client) => Promise<void>) => {
  const client = new Client({ connectionString: graph.trace.audit.superuserUrl });
  await client.connect();
  await work(client).finally(() => client.end());
};

const writable = (isAllowed: boolean, tables = ALL) =>
  asSuperuser(async (client) => {
    const writer = new URL(graph.trace.audit.writerUrl).username;
    await client.query(
      isAllowed
        ? `grant insert on ${tables} to ${writer}`
        : `revoke insert on ${tables} from ${writer}`,
    );
  });

const WAITING = `select 1 from pg_locks where relation = 'access_record'::regclass and not granted`;

test('while nothing can be recorded, nothing protected is shown, refusals still say what they said, and /readyz tells', async () => {
  expect((await fetch(`${graph.url}/readyz`)).status).toBe(200);
  await writable(false);
  try {
    const answer = await graph.ask(PROFILE, { id: CHILD });
    expect(answer).toMatchObject({
      status: 503,
      errors: [{ extensions: { code: 'AUDIT_UNAVAILABLE' } }],
    });
    expect(answer.data).toBeUndefined();
    const refused = await graph.ask(PROFILE, { id: CHILD }, { authorization: '' });
    expect(refused.status).toBe(401);
    const ready = await fetch(`${graph.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
    expect((await fetch(`${graph.url}/livez`)).status).toBe(200);
  } finally {
    await writable(true);
  }
  expect((await fetch(`${graph.url}/readyz`)).status).toBe(200);
  expect(await graph.ask(PROFILE, { id: CHILD })).toMatchObject({ status: 200 });
});

test.each([ALL, 'access_record'])(
  'while %s cannot be written, no child is sealed',
  async (tables) => {
    const headers = await graph.headersFor({
      persona: 'data-protection-officer',
      purpose: 'INSPECTION',
    });
    const seal =
      'mutation ($id: ID!) { sealChild(id: $id, reason: "protection order 17") { __typename } }';
    await writable(false, tables);
    try {
      expect(await graph.ask(seal, { id: CHILD }, headers)).toMatchObject({
        errors: [{ extensions: { code: 'AUDIT_UNAVAILABLE' } }],
      });
    } finally {
      await writable(true);
    }
    expect(await graph.ask(PROFILE, { id: CHILD })).toMatchObject({
      data: { child: { fullName: expect.any(String) } },
    });
  },
);

test('while writing takes too long, a request is refused when its time is up, the database still busy', () =>
  asSuperuser(async (client) => {
    await client.query('begin; lock table access_record in exclusive mode');
    expect(await graph.ask(PROFILE, { id: CHILD })).toMatchObject({
      status: 503,
      errors: [{ extensions: { code: 'AUDIT_UNAVAILABLE' } }],
    });
    expect((await client.query(WAITING)).rowCount).toBe(1);
  }));
