import { say } from '../../../shared/start/say.ts';
import { TITLES } from '../contestants/contestant.ts';
import { spreadOf } from '../measure/statistics.ts';
import type { Outcomes, Turn } from '../measure/run-rounds.ts';
import type { ExportTurn } from '../workloads/export.ts';
import type { StartTurn } from '../workloads/start.ts';
import { goalsOf } from './goals.ts';
import type { Goal } from './goals.ts';
import { layOut, plain } from './table.ts';
import type { Results } from './results.ts';

/** A column: its heading, and what it shows of a contestant's turns. */
type Column<Taken> = readonly [string, (turns: readonly Taken[]) => string];

/** The median of the rounds, with the least and the most. */
function spread<Taken>(of: (turn: Taken) => number) {
  return (turns: readonly Taken[]): string => {
    const { median, least, most } = spreadOf(turns.map(of));
    return turns.length < 2 ? plain(median) : `${plain(median)} (${plain(least)}–${plain(most)})`;
  };
}

const LOAD: readonly Column<Turn>[] = [
  ['requests/s', spread(({ throughput }) => throughput)],
  ['p50 ms', spread(({ p50 }) => p50)],
  ['p99 ms', spread(({ p99 }) => p99)],
  ['CPU ms', spread(({ cpu }) => cpu)],
  ['PostgreSQL ms', spread(({ databaseCpu }) => databaseCpu)],
  ['peak MB', (turns) => plain(Math.max(...turns.map(({ peak }) => peak)))],
];

const EXPORT: readonly Column<ExportTurn>[] = [
  ['seconds', spread(({ seconds }) => seconds)],
  ['CPU s', spread(({ cpu }) => cpu)],
  ['PostgreSQL s', spread(({ databaseCpu }) => databaseCpu)],
  ['MB above idle', spread(({ peak, idle }) => peak - idle)],
  ['', ([turn]) => (turn?.isExtrapolated === true ? 'from some pages' : 'whole')],
];

const START: readonly Column<StartTurn>[] = [['seconds', spread(({ seconds }) => seconds)]];

const titles: Readonly<Record<string, string>> = {
  ...TITLES,
  'embedded-small': 'Chung Tay, one process, small province',
};

function table<Taken>(outcomes: Outcomes<Taken>, columns: readonly Column<Taken>[]): string {
  const rows = Object.entries(titles).flatMap(([name, title]) => {
    const outcome = outcomes[name];
    if (outcome === undefined) return [];
    if ('failure' in outcome) return [[title, `failed: ${outcome.failure.slice(0, 90)}`]];
    return [[title, ...columns.map(([, show]) => show(outcome.turns))]];
  });
  return layOut([['', ...columns.map(([heading]) => heading)], ...rows]);
}

function goalRow({ text, atLeast, atMost, ratio, isMet }: Goal): string[] {
  const limit =
    atLeast === undefined ? `at most ${plain(atMost ?? 0)}` : `at least ${plain(atLeast)}`;
  const reached =
    ratio === null ? '–' : `${plain(ratio.median)} (${plain(ratio.least)}–${plain(ratio.most)})`;
  return [text, limit, reached, isMet === null ? 'not measured' : isMet ? 'met' : 'NOT met'];
}

/** Prints what was measured, and what it says about the goals. */
export function printResults(results: Results): void {
  for (const [name, outcomes] of Object.entries(results.loads))
    say(`\n${name}\n${table(outcomes, LOAD)}`);
  for (const [name, outcomes] of Object.entries(results.exports))
    say(`\n${name}\n${table(outcomes, EXPORT)}`);
  if (Object.keys(results.starts).length > 0) say(`\nstart\n${table(results.starts, START)}`);
  const goals = goalsOf(results).filter(({ ratio }) => ratio !== null);
  if (goals.length > 0)
    say(`\n${layOut([['goal', 'limit', 'reached', ''], ...goals.map(goalRow)])}`);
}
