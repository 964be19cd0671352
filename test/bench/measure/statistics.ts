/** A figure of several rounds. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

/** Median, least and most; NaN of nothing. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return {
    median: sorted.length % 2 === 0 ? (low + high) / 2 : high,
    least: sorted[0] ?? Number.NaN,
    most: sorted.at(-1) ?? Number.NaN,
  };
}

/** The ratios of two contestants' figures, round by round, so that what disturbed a round disturbed both. */
export function pairedRatios(one: readonly number[], other: readonly number[]): number[] {
  const rounds = Math.min(one.length, other.length);
  return Array.from({ length: rounds }, (_, round) => {
    return (one[round] ?? Number.NaN) / (other[round] ?? Number.NaN);
  });
}
