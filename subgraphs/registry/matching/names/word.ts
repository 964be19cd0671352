import { foldName } from '../../fold-name.ts';
import { withoutLeftovers } from './typing-leftovers.ts';

/** One word of a name, in the forms in which words are compared. */
export interface Word {
  /** Lower case with all its marks, the tone behind the letters: hoà and hòa are one word. */
  marked: string;
  /** Without marks, đ as d. */
  folded: string;
  hasMarks: boolean;
  /** Folded, with letters that are written either way made one: Mỹ and Mĩ, Quý and Quí, Kỳ and Kì. */
  spelled: string;
  /** Spelled, with sounds that northern speakers do not tell apart made one: l and n, s and x, ch and tr, d, gi and r. */
  sounded: string;
}

const TONE = /[\u0300\u0301\u0303\u0309\u0323]/u;

/** The tone's place in the syllable is a matter of taste (hoà, hòa), so it goes to the end. */
function markedForm(word: string): string {
  const letters = word.normalize('NFD');
  const tone = TONE.exec(letters)?.[0] ?? '';
  return `${letters.replace(TONE, '')}${tone}`;
}

function spelledForm(folded: string): string {
  return folded
    .replace(/y/g, 'i')
    .replace(/^k(?!h)/, 'c')
    .replace(/^ngh/, 'ng')
    .replace(/^gh/, 'g');
}

function soundedForm(spelled: string): string {
  return spelled
    .replace(/^l/, 'n')
    .replace(/^s/, 'x')
    .replace(/^tr/, 'ch')
    .replace(/^(gi(?=[aeiou])|r)/, 'd');
}

/** Reads one word, in upper or lower case, composed or not, typed with or without its input method. */
export function readWord(text: string): Word {
  const plain = withoutLeftovers(text.toLowerCase(), foldName);
  const folded = foldName(plain);
  const marked = markedForm(plain);
  const spelled = spelledForm(folded);
  return { marked, folded, hasMarks: marked !== folded, spelled, sounded: soundedForm(spelled) };
}
