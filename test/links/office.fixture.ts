import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { Client } from 'pg';
import { z } from 'zod';
import { readPublished } from '../../gateway/read-published.ts';
import { importFile } from '../../shared/imports/import-file.ts';
import { loadDepartment } from '../../subgraphs/discover.ts';
import { linkByRegister } from '../../subgraphs/link-by-register.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph, GraphOptions } from '../harness/start-graph.ts';

/** What a row of a file of cards says of its child. */
export interface CardRow {
  number: string;
  childId?: string;
  personalId?: string;
  name?: string;
  born?: string;
  sex?: string;
  commune?: string;
  mother?: string;
}

const HEADER = [
  'Số thẻ BHYT',
  'Ngày cấp',
  'Giá trị từ',
  'Mã đối tượng',
  'Mức hưởng',
  'Số hồ sơ trẻ em',
  'Số định danh cá nhân',
  'Họ và tên',
  'Ngày sinh',
  'Giới tính',
  'Xã/phường cư trú',
  'Họ và tên mẹ',
];

function cellsOf(row: CardRow): string[] {
  const child = [row.childId, row.personalId, row.name, row.born, row.sex, row.commune, row.mother];
  return [row.number, '2022-01-02', '2022-01-01', 'TE', '1', ...child.map((cell) => cell ?? '')];
}

const REVIEWER = { persona: 'link-reviewer', purpose: 'RECORD_LINKING' };
const WHY = 'đã gọi điện hỏi gia đình của trẻ';

async function doorOf(graph: Graph) {
  const { authorization } = await graph.headersFor({
    persona: 'health-records',
    purpose: 'RECORD_LINKING',
  });
  const token = async () => authorization.replace('Bearer ', '');
  return { url: `${graph.url}/graphql`, token };
}

/** The whole graph, an office of health that imports cards, and someone who reviews. */
export async function openOffice(options: GraphOptions = {}) {
  const graph = await startGraph(options);
  const folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-links-'));
  const file = path.join(folder, 'cards.csv');
  const { imports } = await loadDepartment('health');
  const kind = imports.find(({ name }) => name === 'insurance-cards');
  if (kind === undefined) throw new Error('health imports no cards');
  const door = await doorOf(graph);
  const reviewer = await graph.headersFor(REVIEWER);
  const sql = async (name: string, text: string, values: unknown[] = []) => {
    const client = new Client({ connectionString: graph.databaseUrl(name) });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(text, values);
    await client.end();
    return rows;
  };
  const linkOf = async (number: string): Promise<string> => {
    const found = await sql(
      'registry',
      'select id::text from record_link where record_key like $1',
      [`["${number}"%`],
    );
    return z.array(z.object({ id: z.string() })).parse(found)[0]?.id ?? '';
  };
  return {
    graph,
    reviewer,
    sql,
    /** Imports cards, as `npm run import` does. */
    bring: async (rows: readonly CardRow[], isDryRun = false) => {
      await writeFile(file, stringify([HEADER, ...rows.map(cellsOf)]));
      return importFile({
        kind,
        file,
        databaseUrl: graph.databaseUrl('health'),
        today: '2022-12-31',
        linkChildren: linkByRegister({ department: 'health', kind, isDryRun, door }),
        isDryRun,
      });
    },
    /** The link of a card, by its number. */
    linkOf,
    decide: async (number: string, childId: string | null, headers = reviewer) =>
      graph.ask(
        'mutation ($id: ID!, $childId: ID, $reason: String!) { decideLink(id: $id, childId: $childId, reason: $reason) { state child { id healthInsurance { cards { number } } } } }',
        { id: await linkOf(number), childId, reason: WHY },
        headers,
      ),
    undo: async (number: string, headers = reviewer) =>
      graph.ask(
        'mutation ($id: ID!, $reason: String!) { undoLink(id: $id, reason: $reason) { state child { id } } }',
        { id: await linkOf(number), reason: WHY },
        headers,
      ),
    /** A child's cards, as its profile shows them. */
    profile: (id: string) =>
      graph.ask(
        'query ($id: ID!) { child(id: $id) { id healthInsurance { cards { number } } preschool { enrolled } } }',
        { id },
      ),
    /** A published list of the province, exported: what its rows say. */
    exportList: async (name: string) => {
      const headers = await graph.headersFor({
        persona: 'coordinator',
        purpose: 'SERVICE_DELIVERY',
      });
      const list = [...readPublished().manifest.values()].find((each) => each.name === name);
      const response = await fetch(`${graph.url}/exports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ documentId: list?.id, format: 'ndjson', variables: { unit: '30' } }),
      });
      const text = await response.text();
      const unauthorized = response.headers.get('x-unauthorized-fields');
      return { status: response.status, unauthorized, rows: text.trim().split('\n') };
    },
    [Symbol.asyncDispose]: async () => {
      await graph[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    },
  };
}

/** Such a room, opened for a test. */
export type Office = Awaited<ReturnType<typeof openOffice>>;
