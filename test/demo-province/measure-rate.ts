import type { ChildNumbers, Rate } from './rates.ts';

/** Reads the numbers that a department's database selects. */
export type ReadNumbers = (numbers: ChildNumbers) => Promise<Set<number>>;

/** What was obtained, in the unit of `rate.asked`, and of how many children. */
export interface MeasuredRate {
  rate: Rate;
  obtained: number;
  children: number;
}

export async function measureRate(rate: Rate, readNumbers: ReadNumbers): Promise<MeasuredRate> {
  const part = await readNumbers(rate.part);
  const whole = [...(await readNumbers(rate.whole))];
  const both = whole.filter((childNo) => part.has(childNo)).length;
  return { rate, obtained: (rate.per * both) / whole.length, children: whole.length };
}
