import { TONE, onWord } from './spoil-text.ts';
import type { Slip } from './spoil-text.ts';

const TELEX: Readonly<Record<string, string>> = {
  '\u0302': '^',
  '\u0306': 'w',
  '\u031b': 'w',
  '\u0300': 'f',
  '\u0301': 's',
  '\u0309': 'r',
  '\u0303': 'x',
  '\u0323': 'j',
};
const VNI: Readonly<Record<string, string>> = {
  '\u0302': '6',
  '\u0306': '8',
  '\u031b': '7',
  '\u0301': '1',
  '\u0300': '2',
  '\u0309': '3',
  '\u0303': '4',
  '\u0323': '5',
};

/** The keys of a word, its tone struck at its end or right behind its vowel. */
function keysOf(word: string, keys: Readonly<Record<string, string>>, atEnd: boolean): string {
  const letters = word.normalize('NFD');
  const tone = TONE.exec(letters)?.[0];
  const ordered = atEnd && tone !== undefined ? `${letters.replace(TONE, '')}${tone}` : letters;
  return ordered
    .replace(/\p{M}/gu, (mark) => keys[mark] ?? '')
    .replace(/([aeo])\^/giu, (_, vowel: string) => `${vowel}${vowel.toLowerCase()}`);
}

/** A word as the keys of Telex that were struck. */
export const leaveTelex: Slip = (text, random) => {
  const atEnd = random.chance(0.6);
  return onWord(text, random, (word) =>
    keysOf(word.replace('đ', 'dd').replace('Đ', 'Dd'), TELEX, atEnd),
  );
};

/** A word as the keys of VNI that were struck. */
export const leaveVni: Slip = (text, random) => {
  const atEnd = random.chance(0.6);
  return onWord(text, random, (word) =>
    keysOf(word.replace('đ', 'd9').replace('Đ', 'D9'), VNI, atEnd),
  );
};
