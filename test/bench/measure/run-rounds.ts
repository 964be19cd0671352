import { openHome } from '../../../shared/postgres/home.ts';
import { findServer } from '../../../shared/postgres/server.ts';
import { say } from '../../../shared/start/say.ts';
import { TITLES } from '../contestants/contestant.ts';
import type { Contestant, ContestantName, Question } from '../contestants/contestant.ts';
import type { Thoroughness } from '../options.ts';
import type { LoadResult } from './load-form.ts';
import type { LoadGenerator } from './load-generator.ts';
import { cpuOfAll, forgetPeaks, peakOfAll, withChildren } from './usage.ts';

/** One contestant's turn in one round. Times in milliseconds, memory in MB. */
export interface Turn {
  requests: number;
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

/** What came of a workload for a contestant. */
export type Outcome = { turns: Turn[] } | { failure: string };
export type Outcomes = Partial<Record<ContestantName, Outcome>>;

/** What every contestant is asked. */
export interface Asked {
  question: Question;
  /** Bodies of the requests; each turn begins somewhere else in them. */
  bodies: readonly string[];
  concurrency: number;
}

/** What turns are measured with. */
export interface Bench {
  generator: LoadGenerator;
  /** Where PostgreSQL keeps its files. */
  home: string;
  thoroughness: Thoroughness;
}

function check({ requests, wrong, firstWrong }: LoadResult): void {
  if (requests === 0) throw new Error('Nothing was answered.');
  if (wrong > 0) throw new Error(`${wrong} of ${requests} answers were wrong: ${firstWrong ?? ''}`);
}

async function takeTurn(
  bench: Bench,
  contestant: Contestant,
  { question, bodies, concurrency }: Asked,
  from: number,
): Promise<Turn> {
  const server = withChildren(findServer(openHome(bench.home).folder)?.pid ?? 0);
  const target = contestant.target(question);
  forgetPeaks(contestant.pids);
  const [before, databaseBefore] = [cpuOfAll(contestant.pids), cpuOfAll(server)];
  const { seconds } = bench.thoroughness;
  const limits = { concurrency, seconds, requests: 1_000_000 };
  const result = await bench.generator.run({ ...target, ...limits, bodies: [...bodies], from });
  check(result);
  const { requests } = result;
  return {
    requests,
    throughput: requests / result.seconds,
    p50: result.p50,
    p99: result.p99,
    cpu: (cpuOfAll(contestant.pids) - before) / requests,
    databaseCpu: (cpuOfAll(server) - databaseBefore) / requests,
    peak: peakOfAll(contestant.pids),
  };
}

/** Sends each contestant the same number of requests, so that all are as warm. */
async function warmUp(bench: Bench, contestant: Contestant, asked: Asked): Promise<void> {
  const { concurrency, question, bodies } = asked;
  const limits = { concurrency, seconds: 600, requests: bench.thoroughness.warmUp };
  const target = contestant.target(question);
  check(await bench.generator.run({ ...target, ...limits, bodies: [...bodies], from: 0 }));
}

/** Runs rounds in which the contestants take turns; one that fails takes none any more, and the others go on. */
export async function runRounds(
  bench: Bench,
  contestants: readonly Contestant[],
  asked: Asked,
): Promise<Outcomes> {
  const outcomes: Outcomes = {};
  const turns = new Map<ContestantName, Turn[]>();
  const attempt = async (contestant: Contestant, work: () => Promise<void>) => {
    if (outcomes[contestant.name] !== undefined) return;
    await work().catch((error: unknown) => {
      const failure = contestant.isAlive() ? String(error) : `it has ended: ${String(error)}`;
      outcomes[contestant.name] = { failure };
      say(`${TITLES[contestant.name]} failed: ${failure}`);
    });
  };
  for (const contestant of contestants)
    await attempt(contestant, () => warmUp(bench, contestant, asked));
  for (let round = 0; round < bench.thoroughness.rounds; round += 1)
    for (const [place, contestant] of contestants.entries())
      await attempt(contestant, async () => {
        const from = ((round * contestants.length + place) * 7_919) % asked.bodies.length;
        const taken = await takeTurn(bench, contestant, asked, from);
        turns.set(contestant.name, [...(turns.get(contestant.name) ?? []), taken]);
      });
  for (const { name } of contestants) outcomes[name] ??= { turns: turns.get(name) ?? [] };
  return outcomes;
}
