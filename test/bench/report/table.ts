import { TITLES } from '../contestants/contestant.ts';
import type { Outcomes, Turn } from '../measure/run-rounds.ts';
import { spreadOf } from '../measure/statistics.ts';

const digits = (value: number) => (value >= 100 ? 0 : value >= 10 ? 1 : 2);

/** A number with as many digits as it deserves. */
export function plain(value: number): string {
  return Number.isFinite(value) ? value.toFixed(digits(value)) : '–';
}

function shown(turns: readonly Turn[], of: (turn: Turn) => number): string {
  const { median, least, most } = spreadOf(turns.map(of));
  return `${plain(median)} (${plain(least)}–${plain(most)})`;
}

const HEADER = ['', 'requests/s', 'p50 ms', 'p99 ms', 'CPU ms', 'PostgreSQL ms', 'peak MB'];

function rowOf(title: string, turns: readonly Turn[]): string[] {
  return [
    title,
    shown(turns, ({ throughput }) => throughput),
    shown(turns, ({ p50 }) => p50),
    shown(turns, ({ p99 }) => p99),
    shown(turns, ({ cpu }) => cpu),
    shown(turns, ({ databaseCpu }) => databaseCpu),
    plain(spreadOf(turns.map(({ peak }) => peak)).most),
  ];
}

/** Rows under each other, the first column to the left and the others to the right. */
export function layOut(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

/** What came of a workload, one contestant a line: the median of the rounds, with the least and the most. */
export function tableOf(outcomes: Outcomes): string {
  const rows = Object.entries(TITLES).flatMap(([name, title]) => {
    const outcome = Object.entries(outcomes).find(([each]) => each === name)?.[1];
    if (outcome === undefined) return [];
    return 'turns' in outcome
      ? [rowOf(title, outcome.turns)]
      : [[title, `failed: ${outcome.failure.slice(0, 100)}`]];
  });
  return layOut([HEADER, ...rows]);
}
