import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { childNoOf } from '../../shared/demo-province/story-of.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';
import { PROJECT, nodeCommand, startProgram } from '../programs/program.ts';

const SCHEMA = path.join(PROJECT, 'subgraphs/health/schema.graphql');

let graph: Graph;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chung-tay-schemas-'));
  graph = await startGraph();
  const id = formatChildNumber(childNoOf('KNOWN_TO_ALL'));
  const query = 'query ($id: ID!) { child(id: $id) { nutrition { latest { implausible } } } }';
  await graph.ask(query, { id });
  await graph.trace.control.usage.flush();
});
afterAll(async () => {
  await graph[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Runs one of the two commands against the graph's control database. */
async function run(file: string, ...args: string[]) {
  const command = nodeCommand(`gateway/schema-check/${file}`, ...args);
  const settings = { CONTROL_DATABASE_URL: graph.trace.controlUrl, INIT_CWD: folder };
  await using program = startProgram({ command, settings });
  const { status } = await program.ended;
  return { status, output: program.output() };
}

async function check(...[text, other]: readonly [string, string]) {
  const sdl = await readFile(SCHEMA, 'utf8');
  await writeFile(path.join(folder, 'proposed.graphql'), sdl.replace(text, other));
  return run('main.ts', 'health', '--file', 'proposed.graphql');
}

test('schema:check accepts what is harmless, and refuses with status 1 what breaks somebody who was seen', async () => {
  const field = '  implausible: [GrowthIndex!]!';
  const harmless = await check(field, `${field}\n  "Which one first."\n  first: GrowthIndex`);
  expect(harmless).toMatchObject({ status: 0, output: expect.stringContaining('harmless') });
  const breaking = await check(field, '  unlikely: [GrowthIndex!]!');
  expect(breaking.status).toBe(1);
  expect(breaking.output).toMatch(
    /BREAKS_OPERATIONS .*implausible is gone, which breaks client \S+ \(once on \d{4}-\d\d-\d\d\)/,
  );
});

test('schema:usage says who uses a field and when last', async () => {
  const used = await run('show-usage.ts', 'NutritionMeasurement.implausible');
  expect(used.status).toBe(0);
  expect(used.output).toMatch(/is used by\n {2}client \S+ \(once on \d{4}-\d\d-\d\d\)\n$/);
  const trusted = await run('show-usage.ts', 'Child.swimming');
  expect(trusted.output).toContain('trusted operation ChildProfile');
  const wrong = await run('show-usage.ts', 'Child.swiming');
  expect(wrong).toMatchObject({
    status: 1,
    output: expect.stringContaining('Is it Child.swimming?'),
  });
});
