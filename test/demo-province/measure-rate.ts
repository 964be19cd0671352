import type { Count, Rate } from './rates.ts';

/** Runs a count in a department's database. */
export type Counter = (count: Count) => Promise<number>;

export interface MeasuredRate {
  rate: Rate;
  numerator: number;
  denominator: number;
  /** In the unit of `rate.asked`. */
  obtained: number;
}

export async function measureRate(rate: Rate, countIn: Counter): Promise<MeasuredRate> {
  const [numerator, denominator] = [await countIn(rate.numerator), await countIn(rate.denominator)];
  return { rate, numerator, denominator, obtained: (rate.per * numerator) / denominator };
}
