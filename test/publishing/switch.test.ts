import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { SupergraphRefused } from '../../gateway/generations/generation.ts';
import { startGraph } from '../harness/start-graph.ts';
import type { Graph } from '../harness/start-graph.ts';
import { askAllTheWhile } from './load.fixture.ts';

let graph: Graph;

beforeAll(async () => {
  graph = await startGraph({
    // What is tried is that no answer is wrong, not how fast a busy machine is.
    departmentDeadline: 10_000,
    children: 60,
    limits: { RATE_PER_VIEWER: '0', RATE_PER_CLIENT: '0' },
  });
});

afterAll(() => graph[Symbol.asyncDispose]());

const PROFILE = `{ child(id: "00000000010") { fullName healthInsurance { insured } swimming { canSwim } } }`;
const DESCRIPTION = `{ __type(name: "Child") { fields(includeDeprecated: true) { name isDeprecated } } }`;

async function isDeprecated(field: string): Promise<boolean> {
  const { data } = await graph.ask(DESCRIPTION);
  const text = JSON.stringify(data);
  expect(text).toContain(`"${field}"`);
  return text.includes(`{"name":"${field}","isDeprecated":true}`);
}

function deprecated(sdl: string): string {
  const field = /^( {2}swimming: Swimming [^\n]*)$/m;
  expect(sdl).toMatch(field);
  return sdl.replace(field, '$1 @deprecated(reason: "Tried.")');
}

test('under load, every request is answered rightly on both sides of a switch', async () => {
  const before = await graph.ask(PROFILE);
  const load = askAllTheWhile(() => graph.ask(PROFILE));
  await load.more(20);
  expect(await isDeprecated('swimming')).toBe(false);
  await graph.generations.take(deprecated(graph.supergraphSdl));
  await load.more(20);
  expect(await isDeprecated('swimming')).toBe(true);
  await graph.generations.take(graph.supergraphSdl);
  await load.more(20);
  const { answers, failures } = await load.stop();
  expect(failures).toEqual([]);
  expect(answers.length).toBeGreaterThanOrEqual(60);
  for (const { status, data, errors } of answers)
    expect({ status, data, errors }).toEqual({ status: 200, data: before.data, errors: undefined });
  expect(graph.generations.answering).toBe(1);
});

test.each([
  ['is no GraphQL', () => 'type Query {', /Syntax Error/],
  [
    'names a department that is not here',
    (sdl: string) => sdl.replaceAll(/@join__graph\(name: "audit"/g, '@join__graph(name: "weather"'),
    /weather/,
  ],
  [
    'asks for a scope that nobody can hold',
    (sdl: string) => sdl.replace('"health:read"', '"health:everything"'),
    /health:everything/,
  ],
  [
    'leaves a trusted operation without an answer',
    (sdl: string) => sdl.replace(/^ {2}healthInsurance:/m, '  insurance:'),
    /trusted operation ChildProfile.*healthInsurance/,
  ],
])('a supergraph that %s is refused, and the one before stays', async (_, spoil, reason) => {
  const before = graph.generations.current.hash;
  const taking = graph.generations.take(spoil(graph.supergraphSdl));
  await expect(taking).rejects.toThrow(SupergraphRefused);
  await expect(taking).rejects.toThrow(reason);
  expect(graph.generations.current.hash).toBe(before);
  expect((await graph.ask(PROFILE)).data).toMatchObject({ child: { swimming: {} } });
});
