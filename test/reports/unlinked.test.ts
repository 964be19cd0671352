import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { z } from 'zod';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';

const reportForm = z.looseObject({
  completeness: z.looseObject({
    departments: z.array(
      z.looseObject({ department: z.string(), unlinkedRecords: z.number().nullable() }),
    ),
  }),
});

let graph: Graph;
beforeAll(async () => {
  graph = await startGraph();
  const client = new Client({ connectionString: graph.databaseUrl('health') });
  await client.connect();
  await client.query(
    `update health_insurance_card set child_no = null
     where number in (select number from health_insurance_card order by number limit 3)`,
  );
  await client.end();
});
afterAll(() => graph[Symbol.asyncDispose]());

test('a report says what a department holds unlinked, also one that none of its indicators asks', async () => {
  const headers = await graph.headersFor({ persona: 'coordinator', purpose: 'REPORTING' });
  const url = `${graph.url}/reports/nghe-an-2021/annual.json?unit=30`;
  const response = await fetch(url, { headers });
  const report = reportForm.parse(await response.json());
  const { calls } = graph.department('health');
  const health = report.completeness.departments.find(({ department }) => department === 'health');
  expect(health?.unlinkedRecords).toBeGreaterThanOrEqual(3);
  expect(calls).toBe(1);
});
