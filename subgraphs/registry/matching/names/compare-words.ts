import type { Word } from './word.ts';

/**
 * How far two words agree, best first. EXACT: marks and all. UNMARKED: alike, but one is written without any marks.
 * REMARKED: the same letters under other marks. RESPELLED: i for y and the like. MISTYPED: one letter more, less, other
 * or two exchanged, or sounds that are confused. INITIAL: one is cut down to its first letters. DIFFERENT: none of these.
 */
export type WordLikeness =
  'EXACT' | 'UNMARKED' | 'REMARKED' | 'RESPELLED' | 'MISTYPED' | 'INITIAL' | 'DIFFERENT';

const LONGEST_CUT = 2;
const SHORTEST_MISTYPED = 3;

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** Whether one text becomes the other by one letter put in, left out or replaced, or two neighbours exchanged. */
export function isOneEditApart(one: string, other: string): boolean {
  if (one.length > other.length) return isOneEditApart(other, one);
  const start = commonStart(one, other);
  const [rest, otherRest] = [one.slice(start), other.slice(start)];
  if (one.length < other.length) return rest === otherRest.slice(1);
  const isReplaced = rest !== '' && rest.slice(1) === otherRest.slice(1);
  const isExchanged =
    rest.length > 1 &&
    otherRest.startsWith(rest[1] ?? '') &&
    rest.startsWith(otherRest[1] ?? '') &&
    rest.slice(2) === otherRest.slice(2);
  return isReplaced || isExchanged;
}

function isCut(one: string, other: string): boolean {
  return one.length <= LONGEST_CUT && one.length < other.length && other.startsWith(one);
}

function compareFolded(one: Word, other: Word): WordLikeness {
  if (one.spelled === other.spelled) return 'RESPELLED';
  const longest = Math.max(one.folded.length, other.folded.length);
  const isNear = longest >= SHORTEST_MISTYPED && isOneEditApart(one.folded, other.folded);
  if (isNear || one.sounded === other.sounded) return 'MISTYPED';
  return isCut(one.folded, other.folded) || isCut(other.folded, one.folded)
    ? 'INITIAL'
    : 'DIFFERENT';
}

/** Compares two words; the order in which they are given makes no difference. */
export function compareWords(one: Word, other: Word): WordLikeness {
  if (one === other || one.marked === other.marked) return 'EXACT';
  if (one.folded !== other.folded) return compareFolded(one, other);
  return one.hasMarks && other.hasMarks ? 'REMARKED' : 'UNMARKED';
}
