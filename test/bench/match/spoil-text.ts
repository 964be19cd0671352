import type { Random } from '../../../shared/demo-province/random.ts';

/** Changes a text as a slip of the hand or a program would; a text that it cannot happen to stays as it is. */
export type Slip = (text: string, random: Random) => string;

/** The letters beside each on a QWERTY keyboard. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  a: 'sqw',
  b: 'vgn',
  c: 'xdv',
  d: 'sfe',
  e: 'wrd',
  g: 'fht',
  h: 'gjn',
  i: 'uok',
  k: 'jli',
  l: 'ko',
  m: 'nk',
  n: 'bmh',
  o: 'ipl',
  p: 'o',
  q: 'wa',
  r: 'etf',
  s: 'adw',
  t: 'ryg',
  u: 'yij',
  v: 'cbf',
  x: 'zcs',
  y: 'tuh',
};

const ACUTE = '\u0301';
const GRAVE = '\u0300';
const TONES = [GRAVE, ACUTE, '\u0303', '\u0309', '\u0323'] as const;
/** The mark of a tone, as a letter of its own. */
export const TONE = /[\u0300\u0301\u0303\u0309\u0323]/u;

function onLetters(
  text: string,
  random: Random,
  change: (letters: string[], at: number) => void,
): string {
  const letters = Array.from(text.normalize('NFC'));
  const places = letters.flatMap((letter, index) => (/\p{L}/u.test(letter) ? [index] : []));
  const at = places[random.between(0, Math.max(0, places.length - 1))];
  if (at !== undefined) change(letters, at);
  return letters.join('');
}

/** Changes one of the words that the change makes a difference to. */
export function onWord(text: string, random: Random, change: (word: string) => string): string {
  const words = text.split(' ');
  const able = words.flatMap((word, index) => (change(word) === word ? [] : [index]));
  const chosen = able[random.between(0, Math.max(0, able.length - 1))];
  return words.map((word, index) => (index === chosen ? change(word) : word)).join(' ');
}

/** All marks left out, as in a system that takes plain letters. */
export const leaveOutMarks: Slip = (text) =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');

/** A neighbouring key in place of a letter. */
export const hitNeighbour: Slip = (text, random) =>
  onLetters(text, random, (letters, at) => {
    const near = NEIGHBOURS[leaveOutMarks(letters[at] ?? '', random).toLowerCase()] ?? '';
    letters[at] = near[random.between(0, near.length - 1)] ?? letters[at] ?? '';
  });

/** A letter left out. */
export const skipLetter: Slip = (text, random) =>
  onLetters(text, random, (letters, at) => letters.splice(at, 1));

/** A letter typed twice. */
export const doubleLetter: Slip = (text, random) =>
  onLetters(text, random, (letters, at) => letters.splice(at, 0, letters[at] ?? ''));

/** Two neighbouring letters exchanged. */
export const exchangeLetters: Slip = (text, random) =>
  onLetters(text, random, (letters, at) => {
    const [letter = '', next = ' '] = letters.slice(at, at + 2);
    if (next !== ' ') letters.splice(at, 2, next, letter);
  });

/** Another tone, or none, on one word. */
export const changeTone: Slip = (text, random) => {
  const tone = random.oneOf([...TONES, ''] as const);
  return onWord(text, random, (word) => word.normalize('NFD').replace(TONE, tone).normalize('NFC'));
};

/** The tone on the other vowel: hoà for hòa, thuý for thúy. */
export const moveTone: Slip = (text, random) =>
  onWord(text, random, (word) =>
    word
      .normalize('NFD')
      .replace(/(o|u)([\u0300\u0301\u0303\u0309\u0323])(a|e|y)(?=$)/u, '$1$3$2')
      .normalize('NFC'),
  );

/** i for y and y for i at the end of a syllable. */
export const writeOtherI: Slip = (text, random) =>
  onWord(text, random, (word) =>
    word
      .normalize('NFD')
      .replace(
        /(?<=[^aeouAEOU\p{M}])([iy])(\p{M}*)$/u,
        (_, letter: string, marks: string) => `${letter === 'i' ? 'y' : 'i'}${marks}`,
      )
      .normalize('NFC'),
  );

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/^L(?=[aeiouyăâêôơư])/iu, 'N'],
  [/^N(?=[aeiouyăâêôơư])/iu, 'L'],
  [/^Tr/u, 'Ch'],
  [/^Ch/u, 'Tr'],
  [/^S/u, 'X'],
  [/^X/u, 'S'],
  [/^Gi(?=\p{L})/u, 'D'],
  [/^D/u, 'Gi'],
];

function misheard(word: string): string {
  const found = SOUNDS.find(([sound]) => sound.test(word));
  return found === undefined ? word : word.replace(found[0], found[1]);
}

/** A first consonant as it sounds in the north: l and n, tr and ch, s and x, d and gi. */
export const mishear: Slip = (text, random) => onWord(text.normalize('NFC'), random, misheard);

/** Every letter a capital, as lists are often kept. */
export const capitals: Slip = (text) => text.toUpperCase();

/** Marks as letters of their own, as some systems send them. */
export const decompose: Slip = (text) => text.normalize('NFD');

/** The middle name left out. */
export const leaveOutMiddle: Slip = (text) => {
  const words = text.split(' ');
  return [words[0], ...words.slice(words.length > 1 ? -1 : 1)].join(' ');
};

/** One word of a middle name of two or more left out. */
export const leaveOutWord: Slip = (text, random) => {
  const words = text.split(' ');
  return words.length < 4
    ? text
    : words.toSpliced(random.between(1, words.length - 2), 1).join(' ');
};

/** Family name last, given name last but one; or the given name first. */
export const turnRound: Slip = (text, random) => {
  const words = text.split(' ');
  const [first = '', ...others] = words;
  const last = words.at(-1) ?? '';
  return random.chance(0.5)
    ? [...others, first].join(' ')
    : [last, ...words.slice(0, -1)].join(' ');
};

/** All but the given name cut to first letters: Ng. T. Lan. */
export const cutShort: Slip = (text) => {
  const words = text.split(' ');
  const cut = words
    .slice(0, -1)
    .map((word, index) => `${word.slice(0, index === 0 && /^(Ng|Tr|Ph)/.test(word) ? 2 : 1)}.`);
  return [...cut, words.at(-1)].join(' ');
};

/** The given name alone. */
export const givenNameOnly: Slip = (text) => text.split(' ').at(-1) ?? text;
