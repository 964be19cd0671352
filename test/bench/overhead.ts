/**
 * `npm run bench:overhead`: what identity, scopes, purpose, limits and the trail cost of a profile, as a ratio of the CPU
 * a request takes with them and without, both in this process over the same departments, in turns. The database server's
 * own CPU is not in it.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { composeSupergraph } from '../../gateway/compose.ts';
import { controlContract } from '../../gateway/control/control-subgraph.ts';
import { formatChildNumber } from '../../shared/children/child-number.ts';
import { listen } from '../../shared/http/listen.ts';
import { say } from '../../shared/start/say.ts';
import { loadDepartments } from '../../subgraphs/discover.ts';
import setUp from '../harness/global-setup.ts';
import tearDown from '../harness/global-teardown.ts';
import { startGraph } from '../harness/start-graph.ts';
import { startBareGateway } from './bare-gateway.ts';

const CHILDREN = 2_000;
const ROUNDS = 7;
const WARM_UP = 600;
const REQUESTS = 1_000;
const AT_ONCE = [1, 16];
const FOLDER = path.join(import.meta.dirname, '../../gateway/operations');
const QUERY = readFileSync(path.join(FOLDER, 'child-profile.graphql'), 'utf8');

const answerForm = z.object({ data: z.unknown() });

interface Way {
  name: string;
  url: string;
}

async function ask(
  url: string,
  headers: Record<string, string>,
  childNo: number,
): Promise<unknown> {
  const body = JSON.stringify({ query: QUERY, variables: { id: formatChildNumber(childNo) } });
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return response.json();
}

/** Asks for children in turn; answers the CPU this process took for each, in milliseconds, the asking included. */
async function cpuPerRequest(
  { url }: Way,
  headers: Record<string, string>,
  requests: number,
  atOnce: number,
): Promise<number> {
  let next = 0;
  const before = process.cpuUsage();
  const worker = async () => {
    for (let turn = next++; turn < requests; turn = next++)
      await ask(url, headers, 1 + ((turn * 7_919) % CHILDREN));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / requests;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

/** The CPU that asking itself takes: a server that answers a profile's worth of nothing. */
async function askingAlone(headers: Record<string, string>, answer: string) {
  const server = await listen(
    (request, response) => {
      request.resume().on('end', () => response.end(answer));
    },
    { host: '127.0.0.1', port: 0 },
  );
  const way = { name: 'asking', url: server.url };
  return { way, headers, close: server.close };
}

async function sameAnswers(one: Way, other: Way, headers: Record<string, string>): Promise<string> {
  for (const childNo of [1, 2, 3, 50, 500]) {
    const answers = await Promise.all([one, other].map(({ url }) => ask(url, headers, childNo)));
    const [first, second] = answers.map((answer) => answerForm.parse(answer).data);
    if (!isDeepStrictEqual(first, second)) throw new Error('The two ways answer differently.');
  }
  return JSON.stringify(await ask(one.url, headers, 1));
}

async function measure(ways: readonly Way[], headers: Record<string, string>, atOnce: number) {
  for (const way of ways) await cpuPerRequest(way, headers, WARM_UP, atOnce);
  const rounds: number[][] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const figures = new Map<string, number>();
    const inTurn = round % 2 === 0 ? ways : [...ways].reverse();
    for (const way of inTurn)
      figures.set(way.name, await cpuPerRequest(way, headers, REQUESTS, atOnce));
    rounds.push(ways.map(({ name }) => figures.get(name) ?? NaN));
  }
  const [guarded = [], bare = [], asking = []] = ways.map((_, index) =>
    rounds.map((round) => round[index] ?? NaN),
  );
  const ratios = guarded.map((value, round) => {
    const alone = asking[round] ?? NaN;
    return (value - alone) / ((bare[round] ?? NaN) - alone);
  });
  say(
    `${atOnce} at once: guarded ${median(guarded).toFixed(2)} ms, bare ${median(bare).toFixed(2)} ms, asking alone ${median(asking).toFixed(2)} ms; ratio ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
  );
}

await setUp();
try {
  await using graph = await startGraph({
    children: CHILDREN,
    limits: { RATE_PER_VIEWER: '0', RATE_PER_CLIENT: '0' },
  });
  const subgraphs = await loadDepartments();
  const sdl = composeSupergraph([...subgraphs, controlContract]);
  const bare = await startBareGateway(sdl, graph.clients, graph.allScopes);
  const server = await listen(
    (request, response) => {
      void bare.endpoint(request, response);
    },
    { host: '127.0.0.1', port: 0 },
  );
  const ways = [
    { name: 'guarded', url: graph.url },
    { name: 'bare', url: server.url },
  ];
  const [guarded, unguarded] = ways;
  if (!guarded || !unguarded) throw new Error('There is nothing to compare.');
  const answer = await sameAnswers(guarded, unguarded, graph.headers);
  const asking = await askingAlone(graph.headers, answer);
  for (const atOnce of AT_ONCE) await measure([...ways, asking.way], graph.headers, atOnce);
  await asking.close();
  await server.close();
  await bare.stop();
} finally {
  await tearDown();
}
