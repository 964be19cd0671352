/** A Vietnamese syllable without its marks: onset, one to three vowels, final consonant. */
const SYLLABLE =
  /^(b|ch?|d|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x)?(?![aeiouy]*(?:aa|ee|oo))[aeiouy]{1,3}(ch?|m|ng?|nh|p|t)?$/;

const TELEX_TONES: Readonly<Record<string, string>> = {
  f: '\u0300',
  s: '\u0301',
  x: '\u0303',
  r: '\u0309',
  j: '\u0323',
};
const VNI_TONES: Readonly<Record<string, string>> = {
  1: '\u0301',
  2: '\u0300',
  3: '\u0309',
  4: '\u0303',
  5: '\u0323',
};
const HAT = '\u0302';
const BREVE = '\u0306';
const HORN = '\u031b';

/** Whether a folded word can be a Vietnamese syllable. */
export function isSyllable(folded: string): boolean {
  return SYLLABLE.test(folded);
}

/** Tone marks stand on one vowel; which one makes no difference here, as names are compared without their places. */
function withTone(word: string, tone: string): string {
  return word.replace(/[aeiouy]/, (vowel) => `${vowel}${tone}`);
}

function fromTelex(word: string): string {
  const shaped = word
    .replace('dd', 'đ')
    .replace(/(a|e|o)(.*)\1/, `$1${HAT}$2`)
    .replace(/uw?o(.*)w/, `u${HORN}o${HORN}$1`)
    .replace(/a(.*)w/, `a${BREVE}$1`)
    .replace(/(o|u)(.*)w/, `$1${HORN}$2`);
  const [, before = '', key = '', after = ''] = /^(.*[aeiouy].*?)([fsxrj])(.*)$/.exec(shaped) ?? [];
  const tone = TELEX_TONES[key];
  return tone === undefined ? shaped : withTone(`${before}${after}`, tone);
}

function fromVni(word: string): string {
  const tone = /[1-5]/.exec(word)?.[0];
  const shaped = word
    .replace(/[1-5]/g, '')
    .replace(/d(.*)9/, 'đ$1')
    .replace(/u7?o(.*)7/, `u${HORN}o${HORN}$1`)
    .replace(/(o|u)(.*)7/, `$1${HORN}$2`)
    .replace(/a(.*)8/, `a${BREVE}$1`)
    .replace(/(a|e|o)(.*)6/, `$1${HAT}$2`);
  return tone === undefined ? shaped : withTone(shaped, VNI_TONES[tone] ?? '');
}

/**
 * Undoes the keys of an input method that was off while a word was typed: Telex `Nguyeenx`, VNI `Nguye6n4`, both
 * Nguyễn. A word that is a syllable as it stands is left alone, and so is one that is none either way (Henry).
 * Takes and answers lower case.
 */
export function withoutLeftovers(word: string, fold: (word: string) => string): string {
  if (isSyllable(fold(word))) return word;
  const decoded = /\d/.test(word) ? fromVni(word) : fromTelex(word);
  return isSyllable(fold(decoded)) ? decoded : word;
}
