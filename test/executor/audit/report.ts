import { layOut } from '../../bench/report/table.ts';
import { areAlike, isExpected } from './run-suite.ts';
import type { Outcome, SuiteResult } from './run-suite.ts';

const HEADER = ['suite', 'compiled', 'stock', 'of', 'differ', 'left to stock'];

function passed(outcomes: readonly Outcome[]): number {
  return outcomes.filter(isExpected).length;
}

/** The outcomes of both executors, case by case. */
function pairsOf({ compiled, stock }: SuiteResult): [Outcome, Outcome][] {
  return compiled.flatMap((one, index) => {
    const other = stock[index];
    return other === undefined ? [] : [[one, other]];
  });
}

function countsOf(result: SuiteResult): number[] {
  const differ = pairsOf(result).filter(([one, other]) => !areAlike(one, other)).length;
  const { compiled, stock, left } = result;
  return [passed(compiled), passed(stock), stock.length, differ, left];
}

/**
 * Suite, cases passed compiled and stock, cases there are, those in which data or the presence of errors differs, and
 * those left to the stock executor; the sums last.
 */
export function tableOf(results: readonly SuiteResult[]): string {
  const counts = results.map(countsOf);
  const sums = HEADER.slice(1).map((_, column) =>
    counts.reduce((total, row) => total + (row[column] ?? 0), 0),
  );
  const rows = results.map((result) => [result.id, ...countsOf(result).map(String)]);
  return layOut([HEADER, ...rows, [`${results.length} suites`, ...sums.map(String)]]);
}

function describeCase(one: Outcome, other: Outcome): string[] {
  return [
    `  ${one.query.replace(/\s+/gu, ' ').trim()}`,
    `    expected: ${JSON.stringify(one.expected)}`,
    `    compiled: ${JSON.stringify(one.answer)}`,
    `    stock:    ${JSON.stringify(other.answer)}`,
  ];
}

/** Every case that an executor failed or in which they differ: the operation, what was expected, what each answered. */
export function noteworthy(result: SuiteResult): string[] {
  return pairsOf(result).flatMap(([one, other], index) => {
    if (isExpected(one) && isExpected(other) && areAlike(one, other)) return [];
    return [`${result.id}, case ${index + 1}`, ...describeCase(one, other)];
  });
}

/** Suites of which the compiled executor passes fewer cases than the stock one. */
export function fallenBehind(results: readonly SuiteResult[]): string[] {
  return results
    .filter(({ compiled, stock }) => passed(compiled) < passed(stock))
    .map(({ id }) => id);
}
