import { inBoth, inMother, inName } from './error-kind.ts';
import type { ErrorKind } from './error-kind.ts';
import { leaveTelex, leaveVni } from './leave-keys.ts';
import * as slips from './spoil-text.ts';

/** Names written wrong. */
export const names: readonly ErrorKind[] = [
  inName('i for y, y for i', 0.02, slips.writeOtherI),
  inName('the tone on the other vowel', 0.05, slips.moveTone),
  inName('another tone', 0.015, slips.changeTone),
  inName('a neighbouring key', 0.012, slips.hitNeighbour),
  inName('a letter left out', 0.006, slips.skipLetter),
  inName('a letter twice', 0.005, slips.doubleLetter),
  inName('two letters exchanged', 0.005, slips.exchangeLetters),
  inName('misheard: l/n, tr/ch, s/x, d/gi', 0.007, slips.mishear),
  inName('Telex keys', 0.006, leaveTelex),
  inName('VNI keys', 0.004, leaveVni),
  inName('no middle name', 0.02, slips.leaveOutMiddle),
  inName('part of the middle name', 0.01, slips.leaveOutWord),
  inName('another order', 0.01, slips.turnRound),
  inName('first letters', 0.005, slips.cutShort),
  inName(
    'a letter behind the name',
    0.004,
    (text, random) => `${text} ${random.oneOf(['A', 'B', 'C'] as const)}`,
  ),
  inMother('mother: a neighbouring key', 0.012, slips.hitNeighbour),
  inMother('mother: another tone', 0.015, slips.changeTone),
  inMother('mother: no middle name', 0.02, slips.leaveOutMiddle),
  inMother('mother: given name only', 0.007, slips.givenNameOnly),
  inMother('mother: first letters', 0.005, slips.cutShort),
];

/** What is done to all names of a record. */
export const spellings: readonly ErrorKind[] = [
  inBoth('no marks', 0.1, slips.leaveOutMarks),
  inBoth('capitals', 0.25, slips.capitals),
  inBoth('decomposed', 0.1, slips.decompose),
];
