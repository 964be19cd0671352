import { foldName } from '../../fold-name.ts';

/** What offices write where a child has no name yet. */
const NO_NAME =
  /\b(chua|khong|ko)( (dat|co|ro|biet|khai))* ten\b|\bvo danh\b|\bso sinh\b|^(em )?(be|chau|tre)( (trai|gai|nam|nu))?( \d)?$|^(cdt|cct|khong ro|chua ro|chua khai sinh|n ?a)$/;

/** "Con bà Nguyễn Thị Lan", "Bé gái mẹ Lan", "CB Nguyễn Thị Lan": the words before the mother's name. */
const MOTHERS_CHILD =
  /^((con|be|chau|tre|em be)( (trai|gai|nam|nu|\d))?( cua)? (ba|me|chi|co|san phu)|cb|cm|con san phu) (?=\S+ \S)/;

/** What stands in place of a child's name. */
export interface Placeholder {
  /** The mother's name as written, where the placeholder gives it. */
  motherName: string | null;
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean);
}

/** Reads a text that stands where a name should; null for a name. */
export function readPlaceholder(text: string): Placeholder | null {
  const words = wordsOf(text);
  const folded = foldName(words.join(' '));
  const before = MOTHERS_CHILD.exec(folded)?.[0];
  if (before !== undefined) {
    return { motherName: words.slice(before.trim().split(' ').length).join(' ') };
  }
  return folded === '' || NO_NAME.test(folded) ? { motherName: null } : null;
}
