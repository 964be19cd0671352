/**
 * `npm run bench`: Chung Tay beside default Apollo, Hive Gateway and one hand-written SQL statement, in one run on one
 * machine; see README.md.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runUntilStopped } from '../../shared/start/run-until-stopped.ts';
import { say } from '../../shared/start/say.ts';
import type { Stoppables } from '../../shared/start/stoppables.ts';
import type { Ground } from './contestants/contestant.ts';
import { startContestants } from './contestants/start-contestants.ts';
import { startLoadGenerator } from './measure/load-generator.ts';
import { commitNow, describeMachine, loadNow } from './measure/machine.ts';
import { benchIssuer } from './measure/token.ts';
import { readOptions } from './options.ts';
import type { Options } from './options.ts';
import { openProvince } from './province/open-province.ts';
import { goalsOf } from './report/goals.ts';
import { printResults } from './report/print.ts';
import type { Results } from './report/results.ts';
import { runWorkloads } from './run-workloads.ts';

const RESULTS = path.join(import.meta.dirname, 'results');
const DEPARTMENT_DEADLINE = 3_000;

async function prepareGround(options: Options, at: string, running: Stoppables): Promise<Ground> {
  const province = await openProvince(options.folder, options.children, running);
  const folder = path.join(options.folder, 'runs', at);
  mkdirSync(folder, { recursive: true });
  return {
    province,
    issuer: await benchIssuer(),
    folder,
    isProfiled: options.isProfiled,
    departmentDeadline: DEPARTMENT_DEADLINE,
    waitsForCohorts: true,
    running,
  };
}

async function measure(options: Options, at: string, running: Stoppables): Promise<Results> {
  const loadBefore = loadNow();
  const ground = await prepareGround(options, at, running);
  const machine = await describeMachine(ground.province.databases.adminUrl, loadBefore);
  const { contestants, failures } = await startContestants(ground, options.contestants);
  const { isQuick, children, thoroughness } = options;
  const bench = { generator: startLoadGenerator(running), thoroughness };
  let hasEnded = false;
  running.add(async () => {
    hasEnded = true;
  });
  const isEnding = () => hasEnded;
  const course = { bench, ground, options, contestants, isEnding };
  const measured = await runWorkloads(course, (name, error) => {
    say(`${name} could not be measured: ${String(error)}`);
  });
  const about = { at, commit: commitNow(), machine, isQuick, children, thoroughness };
  return { ...about, notStarted: failures, ...measured };
}

async function run(running: Stoppables): Promise<void> {
  const options = readOptions();
  const at = new Date().toISOString().slice(0, 19).replaceAll(':', '');
  const results = await measure(options, at, running);
  printResults(results);
  mkdirSync(RESULTS, { recursive: true });
  const file = path.join(
    RESULTS,
    `${options.isQuick ? 'quick-' : ''}${at}-${options.children}.json`,
  );
  writeFileSync(file, `${JSON.stringify({ ...results, goals: goalsOf(results) }, null, 2)}\n`);
  say(
    `\n${file}; logs${options.isProfiled ? ' and profiles' : ''} in ${options.folder}/runs/${at}`,
  );
}

await runUntilStopped(async (running) => {
  await run(running);
  process.kill(process.pid, 'SIGTERM');
});
