import type { Comparison } from './compare.ts';
import { contradictions, tellsTooLittle } from './contradictions.ts';
import type { Doubt } from './contradictions.ts';
import { ABSENT_SHARE, PROBABLE_ENOUGH, WORTH_A_LOOK } from './weights.ts';

/** A child that a record may be about. */
export interface Candidate {
  childNo: number;
  /** That the record is this child's: from 0 to 1, all candidates and none together 1. */
  probability: number;
  comparison: Comparison;
}

/** IDENTIFIER: by what both are known by. LIKENESS: by name, birth, sex, home and mother. */
export type How = 'IDENTIFIER' | 'LIKENESS';

/** What becomes of a record: a clear link, a look by someone who may decide, or no child at all. */
export type Decision =
  | { outcome: 'LINK'; how: How; link: Candidate }
  | { outcome: 'REVIEW'; doubts: readonly Doubt[]; candidates: readonly Candidate[] }
  | { outcome: 'NONE' };

const MOST_CANDIDATES = 5;
/** Half a million children live in a province; a register of fewer is not yet the world its records come from. */
const SMALLEST_WORLD = 500_000;
/** One candidate stands out where it is so many times as probable as the next. */
const STANDS_OUT = 100;
/** An identifier that is unique speaks for its bearer as nothing else does. */
const BITS_OF_IDENTIFIER = 30;

/**
 * Bayes over all candidates and the chance that the register does not know the child: what is as near as another shares
 * the probability with it.
 */
export function candidatesAmong(comparisons: readonly Comparison[], size: number): Candidate[] {
  const absent = (Math.max(size, SMALLEST_WORLD) * ABSENT_SHARE) / (1 - ABSENT_SHARE);
  const nearest = [...comparisons].sort(
    (one, other) => other.bits - one.bits || one.childNo - other.childNo,
  );
  const all = nearest.reduce((sum, { bits }) => sum + 2 ** bits, absent);
  return nearest.map((comparison) => ({
    childNo: comparison.childNo,
    probability: 2 ** comparison.bits / all,
    comparison,
  }));
}

function review(doubts: readonly Doubt[], candidates: readonly Candidate[]): Decision {
  return { outcome: 'REVIEW', doubts, candidates: candidates.slice(0, MOST_CANDIDATES) };
}

/** Decides on a record none of whose identifiers the register knows. */
export function decideByLikeness(comparisons: readonly Comparison[], size: number): Decision {
  const candidates = candidatesAmong(comparisons, size);
  const [first, second] = candidates;
  const worth = candidates.reduce((sum, { probability }) => sum + probability, 0);
  if (first === undefined || worth < WORTH_A_LOOK) return { outcome: 'NONE' };
  const doubts = contradictions(first.comparison);
  if (tellsTooLittle(first.comparison)) doubts.push('NAME_SAYS_TOO_LITTLE');
  const standsOut = second === undefined || first.probability >= STANDS_OUT * second.probability;
  if (!standsOut) doubts.push('SEVERAL_ALIKE');
  else if (first.probability < PROBABLE_ENOUGH) doubts.push('TOO_LITTLE');
  return doubts.length === 0
    ? { outcome: 'LINK', how: 'LIKENESS', link: first }
    : review(doubts, candidates);
}

/** Decides on a record with identifiers of these children; the other comparisons are of those who are like it. */
export function decideByIdentifiers(
  bearers: readonly Comparison[],
  others: readonly Comparison[],
  size: number,
): Decision {
  const known = bearers.map((bearer) => ({ ...bearer, bits: bearer.bits + BITS_OF_IDENTIFIER }));
  const candidates = candidatesAmong([...known, ...others], size);
  const [bearer] = bearers;
  if (bearer === undefined) return decideByLikeness(others, size);
  if (bearers.length > 1) return review(['IDENTIFIERS_OF_SEVERAL'], candidates);
  const doubts = contradictions(bearer);
  if (others.some(({ bits }) => bits > bearer.bits)) doubts.push('ANOTHER_IS_NEARER');
  const link = candidates.find(({ childNo }) => childNo === bearer.childNo);
  return doubts.length > 0 || link === undefined
    ? review(doubts, candidates)
    : { outcome: 'LINK', how: 'IDENTIFIER', link };
}
