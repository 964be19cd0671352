import type { Target, Unit } from './plan-shape.ts';

/** What was counted. A plain number has no denominator. */
export interface Measured {
  numerator: number;
  denominator: number | null;
}

/**
 * How a target stands. NO_CASES: there was nobody to count, so there is no rate. SUPPRESSED: the counts are too small to
 * be shown to this viewer.
 */
export type Verdict =
  'MET' | 'NOT_MET' | 'NO_CASES' | 'SUPPRESSED' | 'NOT_AVAILABLE' | 'NOT_COMPUTABLE';

/** A number as a fraction of whole numbers, so that nothing is lost in comparing. */
interface Fraction {
  over: bigint;
  under: bigint;
}

/** What a count or rate is multiplied by to be in the unit of a target. */
const SCALES: Readonly<Record<Unit, bigint>> = { PERCENT: 100n, PER_100000: 100_000n, COUNT: 1n };

function fractionOf({ numerator, denominator }: Measured, unit: Unit): Fraction {
  return { over: BigInt(numerator) * SCALES[unit], under: BigInt(denominator ?? 1) };
}

function fromDecimal(text: string): Fraction {
  const [whole = '', decimals = ''] = text.split('.');
  return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) };
}

/** Below zero where `one` is smaller, above where it is larger. Denominators are above zero. */
function compare(one: Fraction, other: Fraction): number {
  const difference = one.over * other.under - other.over * one.under;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

const HOLDS: Readonly<Record<Target['comparator'], (difference: number) => boolean>> = {
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
  '<=': (difference) => difference <= 0,
  '=': (difference) => difference === 0,
  '<': (difference) => difference < 0,
  '< baseline': (difference) => difference < 0,
  '> baseline': (difference) => difference > 0,
};

/** The number that a fraction is, as near as a double comes. */
function toNumber({ over, under }: Fraction): number {
  return Number(over) / Number(under);
}

/** A count, or a rate in per cent or per 100,000; null where there was nobody to count. */
export function valueOf(measured: Measured, unit: Unit): number | null {
  return measured.denominator === 0 ? null : toNumber(fractionOf(measured, unit));
}

export interface Judgement {
  verdict: Verdict;
  /** In the target's unit. */
  value: number | null;
  /** What the value was held against: the plan's number, or that of the same period of last year. */
  against: number | null;
  /** Value less what it was held against, in the target's unit. */
  distance: number | null;
}

type Aim = Pick<Target, 'comparator' | 'unit'> & { target?: string | undefined };

function aimedAt(aim: Aim, baseline: Measured | null): Fraction | null {
  if (aim.target !== undefined) return fromDecimal(aim.target);
  if (baseline === null || baseline.denominator === 0) return null;
  return fractionOf(baseline, aim.unit);
}

/**
 * Judges what was counted against a target, or against `baseline` (the same period of last year) where the target is a
 * trend. Compares fractions of whole numbers, so a value that lies on the target is never taken for one beside it.
 */
export function judge(aim: Aim, measured: Measured | null, baseline: Measured | null): Judgement {
  const goal = aimedAt(aim, baseline);
  const against = goal === null ? null : toNumber(goal);
  if (measured === null) return { verdict: 'NOT_AVAILABLE', value: null, against, distance: null };
  const value = valueOf(measured, aim.unit);
  if (value === null) return { verdict: 'NO_CASES', value, against, distance: null };
  if (goal === null) return { verdict: 'NOT_AVAILABLE', value, against, distance: null };
  const fraction = fractionOf(measured, aim.unit);
  const distance = toNumber({
    over: fraction.over * goal.under - goal.over * fraction.under,
    under: fraction.under * goal.under,
  });
  const isMet = HOLDS[aim.comparator](compare(fraction, goal));
  return { verdict: isMet ? 'MET' : 'NOT_MET', value, against, distance };
}
