import { pairedRatios, spreadOf } from '../measure/statistics.ts';
import type { Spread } from '../measure/statistics.ts';
import type { Outcomes } from '../measure/run-rounds.ts';
import type { Results } from './results.ts';

/** What was set out to be reached, and what was. */
export interface Goal {
  text: string;
  atLeast?: number;
  atMost?: number;
  /** Of the rounds; null where it was not measured. */
  ratio: Spread | null;
  /** By the median; null where it was not measured. */
  isMet: boolean | null;
}

type Limit = { atLeast: number } | { atMost: number };

function figures<Taken>(
  outcomes: Outcomes<Taken> | undefined,
  name: string,
  of: (turn: Taken) => number,
): number[] {
  const outcome = outcomes?.[name];
  return outcome !== undefined && 'turns' in outcome ? outcome.turns.map(of) : [];
}

function judge(text: string, limit: Limit, values: readonly number[]): Goal {
  const measured = values.filter((value) => Number.isFinite(value));
  if (measured.length === 0) return { text, ...limit, ratio: null, isMet: null };
  const ratio = spreadOf(measured);
  const isMet = 'atLeast' in limit ? ratio.median >= limit.atLeast : ratio.median <= limit.atMost;
  return { text, ...limit, ratio, isMet };
}

function ratioOf<Taken>(
  text: string,
  limit: Limit,
  outcomes: Outcomes<Taken> | undefined,
  [one, other]: readonly [string, string],
  of: (turn: Taken) => number,
): Goal {
  return judge(text, limit, pairedRatios(figures(outcomes, one, of), figures(outcomes, other, of)));
}

function profileGoals({ loads }: Results): Goal[] {
  const [alone, many] = [loads['profile-1'], loads['profile-64']];
  const throughput = (turn: { throughput: number }) => turn.throughput;
  const p50 = (turn: { p50: number }) => turn.p50;
  return [
    ratioOf(
      'profile, 64 at once: throughput over default Apollo',
      { atLeast: 30 },
      many,
      ['embedded', 'apollo'],
      throughput,
    ),
    ratioOf(
      'profile, 64 at once: throughput over Hive Gateway',
      { atLeast: 30 },
      many,
      ['embedded', 'hive'],
      throughput,
    ),
    ratioOf(
      'profile, 64 at once: throughput over batched SQL',
      { atLeast: 0.8 },
      many,
      ['embedded', 'sql-batched'],
      throughput,
    ),
    ratioOf(
      'profile, 1 at a time: p50 over default Apollo',
      { atMost: 1 / 8 },
      alone,
      ['embedded', 'apollo'],
      p50,
    ),
    ratioOf(
      'profile, 1 at a time: p50 over one SQL',
      { atMost: 2.5 },
      alone,
      ['embedded', 'sql'],
      p50,
    ),
    ratioOf(
      'profile, 64 at once, distributed: throughput over default Apollo',
      { atLeast: 10 },
      many,
      ['distributed', 'apollo'],
      throughput,
    ),
  ];
}

function pageGoals({ loads }: Results): Goal[] {
  const pages = loads['page-1000'];
  const p50 = (turn: { p50: number }) => turn.p50;
  return [
    ratioOf('page of 1,000: p50 over one SQL', { atMost: 1 }, pages, ['embedded', 'sql'], p50),
    ratioOf(
      'page of 1,000: times faster than default Apollo',
      { atLeast: 4 },
      pages,
      ['apollo', 'embedded'],
      p50,
    ),
  ];
}

function exportGoals({ exports }: Results): Goal[] {
  return Object.entries(exports).flatMap(([name, outcomes]) => [
    ratioOf(
      `${name}: time over a sorted COPY of one join`,
      { atMost: 1 },
      outcomes,
      ['embedded', 'sql'],
      ({ seconds }) => seconds,
    ),
    judge(
      `${name}: MB of peak memory above idle`,
      { atMost: 100 },
      figures(outcomes, 'embedded', ({ peak, idle }) => peak - idle),
    ),
  ]);
}

function otherGoals({ loads }: Results): Goal[] {
  const p50 = (turn: { p50: number }) => turn.p50;
  return [
    ratioOf(
      'cohort, warm: p50 over one SQL join',
      { atMost: 1 },
      loads['cohort'],
      ['embedded', 'sql'],
      p50,
    ),
    ratioOf(
      'growth: profile p50 over that of a small province',
      { atMost: 1.2 },
      loads['growth'],
      ['embedded', 'embedded-small'],
      p50,
    ),
  ];
}

/** The goals, as far as a run has measured them. */
export function goalsOf(results: Results): Goal[] {
  return [profileGoals, pageGoals, exportGoals, otherGoals].flatMap((of) => of(results));
}
