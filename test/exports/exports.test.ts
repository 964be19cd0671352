import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { Client } from 'pg';
import { readPublished } from '../../gateway/read-published.ts';
import { readWorkbook } from '../../shared/tables/xlsx.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

const { manifest } = readPublished();
const CHILDREN = 1_700;

function documentId(name: string): string {
  const operation = [...manifest.values()].find((each) => each.name === name);
  return `sha256:${operation?.id ?? ''}`;
}

const LIST = documentId('ChildrenWithoutCard');
const WHOLE = documentId('ChildrenOfUnit');

let graph: Graph;
let coordinator: Record<string, string>;
beforeAll(async () => {
  graph = await startGraph({ children: CHILDREN });
  coordinator = await graph.headersFor({ persona: 'coordinator', purpose: 'SERVICE_DELIVERY' });
});
afterAll(() => graph[Symbol.asyncDispose]());

const send = (body: unknown, headers = coordinator) =>
  fetch(`${graph.url}/exports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

async function records(): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: graph.trace.audit.readerUrl });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(
    'select * from access_record order by at, commit_no, position',
  );
  await client.end();
  return rows;
}

async function idsOf(documentIdOfList: string): Promise<string[]> {
  const response = await send({ documentId: documentIdOfList, format: 'ndjson' });
  const lines = (await response.text()).trim().split('\n');
  return lines.map((line) => /"id":"(\d{11})"/.exec(line)?.[1] ?? '');
}

test('a list is exported whole, beyond a page, in the order of the graph, as NDJSON', async () => {
  const ids = await idsOf(WHOLE);
  const { data } = await graph.ask(
    '{ cohort { count children(first: 1000) { nodes { id } } } }',
    {},
    coordinator,
  );
  expect(ids.length).toBeGreaterThan(1_500);
  expect(data).toEqual({
    cohort: { count: ids.length, children: { nodes: ids.slice(0, 1000).map((id) => ({ id })) } },
  });
});

test('CSV and XLSX hold the same rows', async () => {
  const ids = await idsOf(LIST);
  const bytes = await (await send({ documentId: LIST, format: 'csv' })).arrayBuffer();
  const csv = Buffer.from(bytes).toString('utf8');
  expect(csv.charCodeAt(0)).toBe(0xfeff);
  const rows: string[][] = parse(csv, { bom: true, from: 2 });
  expect(rows.map(([id]) => id)).toEqual(ids);
  const response = await send({ documentId: LIST, format: 'xlsx' });
  expect(response.headers.get('content-disposition')).toMatch(/ChildrenWithoutCard\.xlsx/);
  const sheets = await readWorkbook(Buffer.from(await response.arrayBuffer()));
  const [sheet = []] = sheets.values();
  expect(sheet.slice(1).map(([id]) => id)).toEqual(ids);
});

test('an export is one record, of all its children and fields, before its first byte', async () => {
  const before = (await records()).length;
  const ids = await idsOf(LIST);
  expect((await records()).slice(before)).toMatchObject([
    {
      operation_name: 'ChildrenWithoutCard',
      purpose: 'SERVICE_DELIVERY',
      child_count: String(ids.length),
      fields: expect.arrayContaining(['Child.fullName', 'BirthRegistration.number']),
      departments: { registry: 'ANSWERED', health: 'ANSWERED', justice: 'ANSWERED' },
      outcome: 'ANSWERED',
    },
  ]);
});

test('an export for reports shows no identity: it is refused for its purpose', async () => {
  const officer = await graph.headersFor({ persona: 'coordinator', purpose: 'REPORTING' });
  const response = await send({ documentId: LIST, format: 'csv' }, officer);
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: 'PURPOSE_FORBIDS' } }],
  });
});

test.each([
  ['health-officer', 'SERVICE_DELIVERY', 403, 'UNAUTHORIZED_FIELD'],
  ['coordinator', 'CASE_MANAGEMENT', 403, 'PURPOSE_FORBIDS'],
  ['stranger', 'SERVICE_DELIVERY', 403, 'UNAUTHORIZED_FIELD'],
])('%s cannot export for %s', async (persona, purpose, status, code) => {
  const headers = await graph.headersFor({ persona, purpose });
  const response = await send({ documentId: LIST, format: 'csv' }, headers);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
});

test.each([
  [{ documentId: 'sha256:0', format: 'csv' }, 403, 'OPERATION_NOT_TRUSTED'],
  [{ documentId: documentId('ChildProfile'), format: 'csv' }, 403, 'OPERATION_NOT_TRUSTED'],
  [{ documentId: LIST, format: 'pdf' }, 400, 'INVALID_ARGUMENT'],
  [{ documentId: LIST, format: 'csv', variables: { unit: '9' } }, 400, 'UNKNOWN_UNIT'],
])('%j is refused', async (body, status, code) => {
  const response = await send(body);
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
});

test('a department that is away ends the export before it begins: nothing missing looks like nothing known', async () => {
  const justice = graph.department('justice');
  justice.fault = { kind: 'REFUSE' };
  const response = await send({ documentId: LIST, format: 'csv' });
  justice.fault = null;
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: 'DEPARTMENT_UNAVAILABLE', department: 'justice' } }],
  });
});

describe.each([
  ['by pages', true],
  ['by streams', false],
])('an export %s that has begun', (_, byPages) => {
  /** Begins one, slowly, and hands over what it sends; it takes four pages in all, or as many pieces. */
  async function begin() {
    const education = graph.department('education');
    Object.assign(education, { calls: 0, byPages, fault: { kind: 'SLOW', milliseconds: 300 } });
    const before = (await records()).length;
    const response = await send({ documentId: WHOLE, format: 'ndjson' });
    const reader = response.body?.getReader();
    await reader?.read();
    return {
      education,
      reader,
      /** How it ended, as its second record says. */
      end: async () => {
        for (let tries = 0; tries < 100; tries += 1) {
          const [, end] = (await records()).slice(before);
          if (end !== undefined) return end;
          await sleep(50);
        }
        return null;
      },
    };
  }
  afterEach(() => {
    Object.assign(graph.department('education'), { byPages: false, fault: null });
  });

  test('is given up when its client goes', async () => {
    const { education, reader, end } = await begin();
    await reader?.cancel();
    expect(await end()).toMatchObject({ outcome: 'PARTIAL', code: 'CLIENT_GONE' });
    await sleep(700);
    // One call more than pages: by it the export finds out what its viewer may not see.
    expect(education.calls).toBeLessThan(5);
    for (const name of ['registry', 'health', 'education', 'justice'])
      expect(graph.department(name).isStreaming).toBe(false);
  });

  test('breaks off where a department fails, and never ends as if it were whole', async () => {
    const { education, reader, end } = await begin();
    education.fault = { kind: 'REFUSE' };
    const readOn = async () => {
      for (let part = await reader?.read(); part?.done === false; part = await reader?.read());
    };
    await expect(readOn()).rejects.toThrow();
    expect(await end()).toMatchObject({ outcome: 'PARTIAL', code: 'DEPARTMENT_UNAVAILABLE' });
  });

  if (byPages) return;
  test('breaks off where a stream is cut off, however tidily', async () => {
    const { education, reader, end } = await begin();
    education.fault = { kind: 'CUT' };
    const readOn = async () => {
      for (let part = await reader?.read(); part?.done === false; part = await reader?.read());
    };
    await expect(readOn()).rejects.toThrow();
    expect(await end()).toMatchObject({ outcome: 'PARTIAL', code: 'DEPARTMENT_UNAVAILABLE' });
  });
});

test('a stream that cannot begin ends the export before it begins', async () => {
  const justice = graph.department('justice');
  justice.streamsFail = true;
  const response = await send({ documentId: WHOLE, format: 'csv' });
  justice.streamsFail = false;
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    errors: [{ extensions: { code: 'DEPARTMENT_UNAVAILABLE', department: 'justice' } }],
  });
});
