import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { readPublished } from '../../gateway/read-published.ts';
import { readWorkbook } from '../../shared/tables/xlsx.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';
import { PAGED, ROLES, STREAMED } from './streamed.fixture.ts';

const DEPARTMENTS = ['registry', 'health', 'education', 'justice'];
const published = [...readPublished().manifest.values()].filter(
  ({ name }) => name === 'ChildrenOfUnit',
);
const lists = [...published, ...STREAMED];

describe.each(['EMBEDDED', 'DISTRIBUTED'] as const)('an export by streams, %s', (mode) => {
  let graph: Graph;
  const boards = () => DEPARTMENTS.map((name) => graph.department(name));
  beforeAll(async () => {
    const operations = [...STREAMED, ...PAGED];
    graph = await startGraph({ children: 620, mode, operations, roles: ROLES });
    const registry = new Client({ connectionString: graph.databaseUrl('registry') });
    await registry.connect();
    // Texts that have to be quoted in some format or other, and some sealed children.
    await registry.query(`update child set place_of_origin = case child_no % 7
      when 0 then '=1+1' when 1 then E'a\\tb\\\\c' when 2 then 'say "x", y' when 3 then E'one\\ntwo\\r\\nthree\\u0001'
      when 4 then '' when 5 then '\\N' else '＝ Đ' end, ethnicity = nullif(ethnicity, 'Kinh') where child_no > 300`);
    await registry.query(`insert into seal (child_no, sealed_by, reason)
      select child_no, 'test', 'a test' from child where child_no % 50 = 3 and merged_into is null`);
    await registry.end();
  });
  afterAll(() => graph[Symbol.asyncDispose]());

  async function send(id: string, format: string, persona: string) {
    const headers = await graph.headersFor({ persona, purpose: 'SERVICE_DELIVERY' });
    const response = await fetch(`${graph.url}/exports`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ documentId: id, format, variables: { on: '2021-03-01' } }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const { status, headers: sent } = response;
    const unauthorized = sent.get('x-unauthorized-fields');
    return { status, unauthorized, type: sent.get('content-type'), bytes };
  }

  /** The same export by streams and by pages, and how many streams were begun for the first. */
  async function both(id: string, format: string, persona: string) {
    for (const board of boards()) Object.assign(board, { streams: 0, byPages: false });
    const streamed = await send(id, format, persona);
    const streams = boards().map((board) => board.streams);
    for (const board of boards()) board.byPages = true;
    const paged = await send(id, format, persona);
    for (const board of boards()) board.byPages = false;
    return { streamed, paged, streams };
  }

  const personas = ['coordinator', 'health-exporter', 'district-exporter'];
  const cases = lists
    .flatMap(({ id, name }) => personas.map((persona) => ({ id, name, persona })))
    // Who may not see insurance may not list by it.
    .filter(({ name, persona }) => name !== 'NotInsured' || persona !== 'district-exporter');

  test.each(cases)('$name for $persona is the export by pages', async ({ id, persona }) => {
    for (const format of ['ndjson', 'csv']) {
      const { streamed, paged, streams } = await both(id, format, persona);
      expect(streams[0]).toBe(1);
      expect(paged.bytes.length).toBeGreaterThan(300);
      expect(streamed.bytes.toString('utf8')).toBe(paged.bytes.toString('utf8'));
      expect({ ...streamed, bytes: null }).toEqual({ ...paged, bytes: null });
    }
  });

  test('workbooks hold the same values', async () => {
    for (const { id } of lists) {
      const { streamed, paged } = await both(id, 'xlsx', 'coordinator');
      expect(await readWorkbook(streamed.bytes)).toEqual(await readWorkbook(paged.bytes));
    }
  });

  test('a department is not asked for what is cut', async () => {
    const [list] = published;
    const { streamed, streams } = await both(list?.id ?? '', 'csv', 'health-exporter');
    expect(streams).toEqual([1, 1, 0, 0]);
    expect(streamed.unauthorized).toContain('cohort.children.nodes.preschool');
  });

  test.each(PAGED)('$name goes by pages', async ({ id }) => {
    const { streamed, paged } = await both(id, 'ndjson', 'coordinator');
    expect(streamed.status).toBe(200);
    expect(streamed.bytes).toEqual(paged.bytes);
    expect(boards().map(({ isStreaming }) => isStreaming)).toEqual([false, false, false, false]);
  });
});
