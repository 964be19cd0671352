import { openHome } from '../../../shared/postgres/home.ts';
import { findServer } from '../../../shared/postgres/server.ts';
import { say } from '../../../shared/start/say.ts';
import type { Contestant, Question } from '../contestants/contestant.ts';
import type { Thoroughness } from '../options.ts';
import type { LoadResult } from './load-form.ts';
import type { LoadGenerator } from './load-generator.ts';
import { cpuBetween, forgetPeaks, peakOfAll, readCpu, withChildren } from './usage.ts';

/** One contestant's turn in one round. Times in milliseconds, memory in MB. */
export interface Turn {
  requests: number;
  /** Requests a second. */
  throughput: number;
  p50: number;
  p99: number;
  /** CPU of the contestant's own processes for one request. */
  cpu: number;
  /** CPU of PostgreSQL for one request. */
  databaseCpu: number;
  /** The most memory of the contestant's own processes during the turn. */
  peak: number;
}

/** What came of a workload for a contestant, by rounds; or why nothing did. */
export type Outcome<Taken = Turn> = { turns: Taken[] } | { failure: string };
/** By the contestant's name. */
export type Outcomes<Taken = Turn> = Record<string, Outcome<Taken>>;

/** What a contestant is asked. */
export interface Asked {
  question: Question;
  /** Bodies of the requests; each turn begins somewhere else in them. */
  bodiesFor: (contestant: Contestant) => readonly string[];
  concurrency: number;
}

/** What turns are measured with. */
export interface Bench {
  generator: LoadGenerator;
  thoroughness: Thoroughness;
}

const STEP = 7_919;
const NO_END = 1_000_000_000;

function check({ requests, wrong, firstWrong }: LoadResult): void {
  if (requests === 0) throw new Error('Nothing was answered.');
  if (wrong > 0) throw new Error(`${wrong} of ${requests} answers were wrong: ${firstWrong ?? ''}`);
}

/** PostgreSQL's processes on a province's data. */
export function serverOf({ home }: Pick<Contestant, 'home'>): number[] {
  const server = findServer(openHome(home).folder);
  return server === null ? [] : withChildren(server.pid);
}

async function send(
  { generator }: Bench,
  contestant: Contestant,
  { question, bodiesFor, concurrency }: Asked,
  limits: { from: number; requests: number; seconds: number },
): Promise<LoadResult> {
  const target = contestant.target(question);
  const bodies = [...bodiesFor(contestant)];
  const result = await generator.run({ ...target, ...limits, bodies, concurrency });
  check(result);
  return result;
}

async function takeTurn(
  bench: Bench,
  contestant: Contestant,
  asked: Asked,
  from: number,
): Promise<Turn> {
  forgetPeaks(contestant.pids);
  const [before, databaseBefore] = [readCpu(contestant.pids), readCpu(serverOf(contestant))];
  const { seconds } = bench.thoroughness;
  const result = await send(bench, contestant, asked, { from, seconds, requests: NO_END });
  const { requests, p50, p99 } = result;
  return {
    requests,
    throughput: requests / result.seconds,
    p50,
    p99,
    cpu: cpuBetween(before, readCpu(contestant.pids)) / requests,
    databaseCpu: cpuBetween(databaseBefore, readCpu(serverOf(contestant))) / requests,
    peak: peakOfAll(contestant.pids),
  };
}

/** Sends each contestant the same number of requests, so that all are as warm. */
export async function warmUp(
  bench: Bench,
  contestants: readonly Contestant[],
  asked: Asked,
  requests: number,
): Promise<void> {
  for (const contestant of contestants)
    await send(bench, contestant, asked, { from: 0, requests, seconds: 600 }).catch(
      (error: unknown) => {
        say(`${contestant.title} could not be warmed up: ${String(error)}`);
      },
    );
}

/**
 * Runs rounds in which the contestants take turns, in the other order every second time; one that fails takes none any
 * more, and the others go on.
 */
export async function inTurns<Taken>(
  contestants: readonly Contestant[],
  rounds: number,
  take: (contestant: Contestant, turn: number) => Promise<Taken>,
): Promise<Outcomes<Taken>> {
  const failures: Outcomes<Taken> = {};
  const turns = new Map<string, Taken[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const contestant of round % 2 === 0 ? contestants : [...contestants].reverse()) {
      if (failures[contestant.name] !== undefined) continue;
      const number = round * contestants.length + contestants.indexOf(contestant);
      await take(contestant, number).then(
        (taken) => turns.get(contestant.name)?.push(taken),
        (error: unknown) => {
          const failure = contestant.isAlive() ? String(error) : `it has ended: ${String(error)}`;
          failures[contestant.name] = { failure };
          say(`${contestant.title} failed: ${failure}`);
        },
      );
    }
  const taken = [...turns].map(([name, each]): [string, Outcome<Taken>] => [name, { turns: each }]);
  return { ...Object.fromEntries(taken), ...failures };
}

/** Measures the same questions of all contestants in rounds. */
export function runRounds(
  bench: Bench,
  contestants: readonly Contestant[],
  asked: Asked,
): Promise<Outcomes> {
  return inTurns(contestants, bench.thoroughness.rounds, (contestant, turn) => {
    const bodies = asked.bodiesFor(contestant).length;
    return takeTurn(bench, contestant, asked, (turn * STEP) % bodies);
  });
}

/** Those that may not go on, as outcomes. */
export function failed<Taken = Turn>(failures: Readonly<Record<string, string>>): Outcomes<Taken> {
  return Object.fromEntries(Object.entries(failures).map(([name, failure]) => [name, { failure }]));
}
