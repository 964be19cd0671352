import type { Localised } from '../plans/localised.ts';

export interface Header {
  title: Localised;
  meaning: Localised;
  clock: Localised;
  source: Localised;
  /** The indicator whose numerator holds this one's, and its denominator this one's; null where none is stated. */
  within: string | null;
  /** The indicator whose numerator holds this one's denominator; null where none is stated. */
  denominatorWithin: string | null;
}

const LINE = /^# {1,3}(?:((?:meaning |clock |source )?(?:vi|en)|(?:denominator )?within): )?(.+)$/;

/** The entries of the comment above an operation; a line without a key goes on with the entry before. */
function entriesOf(lines: readonly string[]): Map<string, string> {
  const entries = new Map<string, string>();
  let last = '';
  for (const line of lines) {
    const [, key = last, text = ''] = LINE.exec(line) ?? [];
    entries.set(key, `${entries.get(key) ?? ''} ${text}`.trim().normalize('NFC'));
    last = key;
  }
  return entries;
}

/**
 * Reads the comment at the head of an indicator: title, meaning, clock and source, each in Vietnamese and English, and
 * which other indicators count this one's children too.
 * `refuse` is told of the line and of what is missing.
 */
export function readHeader(text: string, refuse: (line: number, why: string) => never): Header {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !line.startsWith('#'));
  const entries = entriesOf(lines.slice(0, Math.max(end, 0)));
  const entry = (key: string) =>
    entries.get(key) ?? refuse(1, `the comment at its head must have a line "# ${key}: ..."`);
  const both = (key: string): Localised => ({ vi: entry(`${key}vi`), en: entry(`${key}en`) });
  return {
    title: both(''),
    meaning: both('meaning '),
    clock: both('clock '),
    source: both('source '),
    within: entries.get('within') ?? null,
    denominatorWithin: entries.get('denominator within') ?? null,
  };
}
