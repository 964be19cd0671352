/**
 * `npm run bench:cohort`: a cohort question through four departments beside the same question as one SQL join over all
 * five schemas in one indexed database, in one run: cold, warm and right after a write. The first run fills the province
 * of CHILDREN in BENCH_DIR, which takes minutes.
 */
import { Client } from 'pg';
import { runUntilStopped } from '../../shared/start/run-until-stopped.ts';
import { say } from '../../shared/start/say.ts';
import type { Stoppables } from '../../shared/start/stoppables.ts';
import { useTestServer } from '../harness/test-cluster.ts';
import { openBenchGraph } from './bench-graph.ts';
import type { BenchGraph } from './bench-graph.ts';
import { readBenchConfig } from './config.ts';
import { openProvince } from './province/open-province.ts';
import type { Province } from './province/open-province.ts';
import { FOUR_DEPARTMENTS } from './sql/cohort.ts';
import { operation } from './workloads/questions.ts';

const QUESTION = operation('cohort');

async function timed<Result>(
  run: () => Promise<Result>,
): Promise<{ took: number; result: Result }> {
  const begun = performance.now();
  const result = await run();
  return { took: performance.now() - begun, result };
}

async function times(count: number, run: (index: number) => Promise<unknown>): Promise<number[]> {
  const all: number[] = [];
  for (let index = 0; index < count; index += 1) all.push((await timed(() => run(index))).took);
  return all.sort((one, other) => one - other);
}

function median(sorted: readonly number[]): number {
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function report(name: string, sorted: readonly number[], sql: number): void {
  const middle = median(sorted);
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
  say(
    `${name.padEnd(34)} median ${middle.toFixed(1)} ms (${least.toFixed(1)} to ${most.toFixed(1)}), ${(sql / middle).toFixed(1)} times as fast as the join`,
  );
}

/** The same card issued on another day: the child is judged again and stays in its sets; then one that leaves them. */
async function writeOnce(health: Client, index: number): Promise<void> {
  const set = index % 2 === 0 ? `withdrawn_on = '2022-01-01'` : 'withdrawn_on = null';
  await health.query(
    `update health_insurance_card set ${set} where child_no = (select min(child_no) + 1000 from health_insurance_card)`,
  );
}

async function firstOf(start: () => Promise<BenchGraph>, isReady: boolean) {
  const graph = await start();
  const loading = await timed(() => (isReady ? graph.ready() : Promise.resolve()));
  const first = await timed(() => graph.ask(QUESTION));
  return { graph, loaded: loading.took, took: first.took, answer: first.result };
}

/** As at the very first start: nothing is saved. */
async function forgetSaved({ departments, databases }: Province): Promise<void> {
  for (const { name } of departments.filter(({ database }) => database === 'OWN')) {
    const connectionString = databases.urls.get(name) ?? '';
    const client = new Client({ connectionString });
    await client.connect();
    await client.query('delete from cohort_snapshot');
    await client.end();
  }
}

async function run(folder: string, children: number, running: Stoppables): Promise<void> {
  const province = await openProvince(folder, children, running);
  useTestServer(province.databases.adminUrl);
  const joined = new Client({ connectionString: province.joinedUrl });
  await joined.connect();
  await joined.query(`set work_mem = '256MB'`);
  const start = () => openBenchGraph(province);

  await forgetSaved(province);
  const anew = await firstOf(start, true);
  say(`loading from the tables: ${anew.loaded.toFixed(0)} ms`);
  await anew.graph.close();

  await joined.query(FOUR_DEPARTMENTS);
  const sql = await times(7, () => joined.query(FOUR_DEPARTMENTS));
  say(
    `SQL join: median ${median(sql).toFixed(0)} ms (${sql.map((each) => each.toFixed(0)).join(', ')})`,
  );

  const waiting = await firstOf(start, false);
  report('first question, asked at once', [waiting.took], median(sql));
  await waiting.graph.close();
  const { graph, ...first } = await firstOf(start, true);
  say(`loading with what was saved: ${first.loaded.toFixed(0)} ms`);
  report('first question when ready', [first.took], median(sql));

  await times(5, () => graph.ask(QUESTION));
  report('warm', await times(40, () => graph.ask(QUESTION)), median(sql));
  const health = new Client({ connectionString: province.databases.urls.get('health') ?? '' });
  await health.connect();
  const after: number[] = [];
  for (let index = 0; index < 40; index += 1) {
    await writeOnce(health, index);
    after.push((await timed(() => graph.ask(QUESTION))).took);
  }
  report(
    'right after a write',
    after.sort((one, other) => one - other),
    median(sql),
  );
  report('warm again', await times(40, () => graph.ask(QUESTION)), median(sql));

  const { rows } = await joined.query(FOUR_DEPARTMENTS);
  say(`the join says:  ${JSON.stringify(rows)}`);
  say(`the graph says: ${JSON.stringify(first.answer)}`);
  say(`memory: ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB resident`);
  await Promise.all([graph.close(), joined.end(), health.end()]);
}

await runUntilStopped(async (running) => {
  const { children, folder } = readBenchConfig();
  await run(folder, children || 1_000_000, running);
  process.kill(process.pid, 'SIGTERM');
});
