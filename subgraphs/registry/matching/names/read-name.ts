import type { Word } from './word.ts';
import { readWord } from './word.ts';

/** A person's name taken apart: họ, chữ đệm, tên. */
export interface PersonName {
  family: Word | null;
  middle: readonly Word[];
  given: Word;
  /** Middle and given name, folded: the key by which namesakes are counted. */
  personal: string;
  /** Whether any word carries marks; if none does, they were left out. */
  hasMarks: boolean;
}

/** One way to read a name: in the usual order, or another one that its words allow. */
export interface Reading {
  name: PersonName;
  isUsual: boolean;
}

/** Words as they were met before, so that equal ones are one object. */
export type Lexicon = (text: string) => Word;

const LETTERS = /[\p{L}\p{M}\p{N}]+/gu;
const IN_BRACKETS = /[([{][^)\]}]*[)\]}]/g;
const MOST_WORDS = 8;

/** A lexicon that keeps every word it learns, the register's; words that records bring are only looked up. */
export function createLexicon(): { learn: Lexicon; lookUp: Lexicon } {
  const words = new Map<string, Word>();
  const lookUp = (text: string) => words.get(text) ?? readWord(text);
  return {
    lookUp,
    learn: (text) => {
      const word = lookUp(text);
      words.set(text, word);
      return word;
    },
  };
}

/** Words in brackets are a pet name or a remark; what stands in brackets alone is the name. */
function lettersIn(text: string): string[] {
  const composed = text.normalize('NFC');
  const outside = composed.replace(IN_BRACKETS, ' ').match(LETTERS);
  return outside ?? composed.match(LETTERS) ?? [];
}

function wordsOf(text: string, lexicon: Lexicon): Word[] {
  const words = lettersIn(text);
  return words
    .filter((word) => /\p{L}/u.test(word))
    .slice(0, MOST_WORDS)
    .map((word) => lexicon(word.toLowerCase()));
}

function nameOf(family: Word | null, others: readonly Word[]): PersonName | null {
  const given = others.at(-1);
  if (given === undefined) return null;
  const hasMarks = [...others, ...(family === null ? [] : [family])].some((word) => word.hasMarks);
  const personal = others.map(({ folded }) => folded).join(' ');
  return { family, middle: others.slice(0, -1), given, personal, hasMarks };
}

/** Reads a name in the usual order, family name first; one word is a given name. Null where there is none. */
export function readName(text: string | null, lexicon: Lexicon): PersonName | null {
  const [first, ...others] = text === null ? [] : wordsOf(text, lexicon);
  if (first === undefined) return null;
  return others.length === 0 ? nameOf(null, [first]) : nameOf(first, others);
}

/** Class lists tell namesakes apart by a letter behind the name: Nguyễn Minh Anh B. */
function withoutListLetter(words: readonly Word[]): readonly Word[] {
  return words.length > 2 && words.at(-1)?.folded.length === 1 ? words.slice(0, -1) : words;
}

function turnedNames(words: readonly Word[], isFamilyName: (word: Word) => boolean) {
  const [first, second] = words;
  const last = words.at(-1);
  if (first === undefined || second === undefined || last === undefined) return [];
  const names: (PersonName | null)[] = [];
  if (isFamilyName(last)) {
    names.push(nameOf(last, words.slice(0, -1)));
    names.push(nameOf(last, [...words.slice(1, -1), first]));
  }
  if (isFamilyName(second)) names.push(nameOf(second, [...words.slice(2), first]));
  if (!isFamilyName(first)) names.push(nameOf(null, words));
  return names;
}

/**
 * Every way to read a name as an office may have written it: family name first, as usual; family name last, given name
 * last or first; given name first; without a family name. The usual one stands first; empty where there is no name.
 */
export function readNameAnyWay(
  text: string | null,
  lexicon: Lexicon,
  isFamilyName: (word: Word) => boolean,
): Reading[] {
  const usual = readName(text, lexicon);
  if (text === null || usual === null) return [];
  const words = wordsOf(text, lexicon);
  const bare = withoutListLetter(words);
  const [first, ...others] = bare;
  const shortened = bare === words || first === undefined ? [] : [nameOf(first, others)];
  const unusual = [...shortened, ...turnedNames(bare, isFamilyName)]
    .filter((name) => name !== null)
    .map((name) => ({ name, isUsual: false }));
  return [{ name: usual, isUsual: true }, ...unusual];
}
