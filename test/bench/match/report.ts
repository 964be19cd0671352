import { precision, recall } from './tally.ts';
import type { Tally } from './tally.ts';

const GOAL = { recall: 0.97, precision: 0.999 };
const HEADER = [
  '| records | known | unknown | linked right | linked wrong | to review | recall | precision |',
  '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
];

function figure(share: number | null): string {
  return share === null ? '' : share.toFixed(4);
}

function rowOf(kind: string, tally: Tally): string {
  const { known, unknown, linkedRight, linkedWrong, reviewed } = tally;
  const cells = [kind, known, unknown, linkedRight, linkedWrong, reviewed];
  return `| ${[...cells, figure(recall(tally)), figure(precision(tally))].join(' | ')} |`;
}

/** The tallies as a table in Markdown: the sums first, then the kinds of error, the frequent ones first. */
export function tableOf(tallies: ReadonlyMap<string, Tally>): string {
  const rows = [...tallies].sort(
    ([, one], [, other]) => other.known + other.unknown - one.known - one.unknown,
  );
  return ['', ...HEADER, ...rows.map(([kind, tally]) => rowOf(kind, tally)), ''].join('\n');
}

/** Whether the goal is reached, in a sentence. */
export function verdictOf(tallies: ReadonlyMap<string, Tally>): string {
  const all = tallies.get('all');
  if (all === undefined) return 'No records.';
  const [found, right] = [recall(all) ?? 0, precision(all) ?? 0];
  const isReached = found >= GOAL.recall && right >= GOAL.precision;
  return `Automatic links: recall ${found.toFixed(4)}, precision ${right.toFixed(5)}; the goal (${GOAL.recall} at ${GOAL.precision}) is ${isReached ? 'reached' : 'missed'}.`;
}
