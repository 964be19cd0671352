import type { WordLikeness } from './compare-words.ts';
import { compareWords } from './compare-words.ts';
import type { PersonName } from './read-name.ts';
import type { Word } from './word.ts';

/** How far two words of names agree; MISSING where one name has none in that place. */
export type PartLikeness = WordLikeness | 'MISSING';

/** How far two middle names agree. SAME: word by word. PARTLY: the words of one are among the other's. */
export type MiddleLikeness = 'SAME' | 'NEAR' | 'PARTLY' | 'MISSING' | 'DIFFERENT';

/** How far two names agree, part by part. */
export interface NameLikeness {
  family: PartLikeness;
  middle: MiddleLikeness;
  given: PartLikeness;
}

const ALIKE: ReadonlySet<PartLikeness> = new Set(['EXACT', 'UNMARKED', 'REMARKED', 'RESPELLED']);
const NEAR: ReadonlySet<PartLikeness> = new Set([...ALIKE, 'MISTYPED', 'INITIAL']);

/** Whether two words are taken for one and the same. */
export function isAlike(likeness: PartLikeness): boolean {
  return ALIKE.has(likeness);
}

/** A word without marks says something only where its name has marks elsewhere: then they were not left out. */
function compareParts(one: Word | null, other: Word | null, bothHaveMarks: boolean): PartLikeness {
  if (one === null || other === null) return 'MISSING';
  const likeness = compareWords(one, other);
  return likeness === 'UNMARKED' && bothHaveMarks ? 'REMARKED' : likeness;
}

function areAll(
  one: readonly Word[],
  other: readonly Word[],
  likenesses: ReadonlySet<PartLikeness>,
): boolean {
  return one.every((word, index) => {
    const facing = other[index];
    return facing !== undefined && likenesses.has(compareWords(word, facing));
  });
}

function isAmong(few: readonly Word[], many: readonly Word[]): boolean {
  return few.every((word) => many.some((other) => isAlike(compareWords(word, other))));
}

function compareMiddles(one: readonly Word[], other: readonly Word[]): MiddleLikeness {
  if (one.length === other.length) {
    if (areAll(one, other, ALIKE)) return 'SAME';
    if (areAll(one, other, NEAR)) return 'NEAR';
  }
  if (one.length === 0 || other.length === 0) return 'MISSING';
  return isAmong(one, other) || isAmong(other, one) ? 'PARTLY' : 'DIFFERENT';
}

/** Compares two names part by part; the order in which they are given makes no difference. */
export function compareNames(one: PersonName, other: PersonName): NameLikeness {
  const bothHaveMarks = one.hasMarks && other.hasMarks;
  return {
    family: compareParts(one.family, other.family, bothHaveMarks),
    middle: compareMiddles(one.middle, other.middle),
    given: compareParts(one.given, other.given, bothHaveMarks),
  };
}
