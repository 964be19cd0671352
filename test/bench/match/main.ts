/**
 * `npm run match:bench`: a register of CHILDREN invented children and RECORDS records of them, spoiled as offices spoil
 * them; prints how many were linked right, wrong and not at all, by kind of error. README.md says how to read it.
 */
import { showProgress } from '../../../shared/progress/progress.ts';
import { runToEnd } from '../../../shared/start/run-to-end.ts';
import { say } from '../../../shared/start/say.ts';
import type { Decision } from '../../../subgraphs/registry/matching/decide.ts';
import { matchRecord } from '../../../subgraphs/registry/matching/match.ts';
import { createIndexBuilder } from '../../../subgraphs/registry/matching/register-index.ts';
import type { RegisterIndex } from '../../../subgraphs/registry/matching/register-index.ts';
import { readBenchConfig } from './config.ts';
import { labelledRecord } from './labelled-record.ts';
import type { LabelledRecord } from './labelled-record.ts';
import { tableOf, verdictOf } from './report.ts';
import { createTallies } from './tally.ts';
import { places, registered, worldChild } from './world.ts';
import type { WorldSettings } from './world.ts';

const SHOW_EVERY = 5_000;

function buildIndex(world: WorldSettings): RegisterIndex {
  const builder = createIndexBuilder(places);
  const progress = showProgress('register', world.children, 'children');
  for (let childNo = 1; childNo <= world.children; childNo += 1) {
    const child = worldChild(world, childNo);
    if (child.isRegistered) builder.add(registered(child));
    if (childNo % SHOW_EVERY === 0) progress.update(childNo);
  }
  progress.end();
  return builder.build();
}

/** Time that matching took, without making the records. */
interface Spent {
  milliseconds: number;
  /** Of the processor; less than the time on the clock where others use it too. */
  cpuMilliseconds: number;
}

function cpuMilliseconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function matchAll(
  world: WorldSettings,
  index: RegisterIndex,
  records: number,
  hear: (labelled: LabelledRecord, decision: Decision) => void,
): Spent {
  const progress = showProgress('records', records, 'records');
  const spent = { milliseconds: 0, cpuMilliseconds: 0 };
  for (let from = 1; from <= records; from += SHOW_EVERY) {
    const size = Math.min(SHOW_EVERY, records + 1 - from);
    const batch = Array.from({ length: size }, (_, at) => labelledRecord(world, from + at));
    const [startedAt, cpuBefore] = [performance.now(), cpuMilliseconds()];
    const decisions = batch.map(({ record }) => matchRecord(record, index));
    spent.milliseconds += performance.now() - startedAt;
    spent.cpuMilliseconds += cpuMilliseconds() - cpuBefore;
    for (const [at, labelled] of batch.entries())
      hear(labelled, decisions[at] ?? { outcome: 'NONE' });
    progress.update(from + size - 1);
  }
  progress.end();
  return spent;
}

/** Prints what the bench is asked to show: wrong links, and records left to review. */
function createShow(most: number) {
  const shown = { LINK: 0, REVIEW: 0, NONE: 0 };
  return (labelled: LabelledRecord, decision: Decision) => {
    const isRight = decision.outcome === 'LINK' && decision.link.childNo === labelled.childNo;
    const isRightly = decision.outcome !== 'LINK' && labelled.childNo === null;
    if (isRight || isRightly || shown[decision.outcome] >= most) return;
    shown[decision.outcome] += 1;
    say(JSON.stringify({ ...labelled, decision }));
  };
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);

await runToEnd(async () => {
  const { CHILDREN, RECORDS, SEED, RARE_NAMES, SHOW } = readBenchConfig();
  const world = { seed: SEED, children: CHILDREN, rareNames: RARE_NAMES / 100 };
  const startedAt = performance.now();
  const index = buildIndex(world);
  const builtAfter = performance.now() - startedAt;
  const show = createShow(SHOW);
  const { add, tallies } = createTallies();
  const spent = matchAll(world, index, RECORDS, (labelled, decision) => {
    add(labelled, decision);
    show(labelled, decision);
  });
  say(tableOf(tallies));
  say(
    `${index.size} children in the register, made ready in ${seconds(builtAfter)} s; ${RECORDS} records matched in ${seconds(spent.milliseconds)} s (${seconds(spent.cpuMilliseconds)} s of processor time); at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  );
  say(verdictOf(tallies));
});
