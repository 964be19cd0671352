import type { RowCursor } from './row-cursor.ts';
import type { ValueForm } from './row-plan.ts';

const LETTER_T = 0x74;
const LETTER_F = 0x66;

/** What COPY writes with a backslash (PostgreSQL manual, COPY, "Text Format"). */
const ESCAPED: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A text as it was before COPY wrote it. */
export function readText(cursor: RowCursor, column: number): string {
  const bytes = cursor.bytes.subarray(cursor.startOf(column), cursor.endOf(column));
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.replace(/\\([^])/g, (_, letter: string) => ESCAPED[letter] ?? letter);
}

/** A boolean, which COPY writes as `t` or `f`. Throws DEPARTMENT_BAD_ANSWER for anything else. */
export function readBoolean(cursor: RowCursor, column: number): boolean {
  const start = cursor.startOf(column);
  const letter = cursor.endOf(column) - start === 1 ? cursor.bytes[start] : undefined;
  if (letter !== LETTER_T && letter !== LETTER_F)
    throw cursor.fail('DEPARTMENT_BAD_ANSWER', 'a boolean that is neither t nor f');
  return letter === LETTER_T;
}

/** A number. Throws DEPARTMENT_BAD_ANSWER for anything else. */
export function readNumber(cursor: RowCursor, column: number): number {
  const text = readText(cursor, column);
  const number = text === '' ? Number.NaN : Number(text);
  if (Number.isFinite(number)) return number;
  throw cursor.fail('DEPARTMENT_BAD_ANSWER', 'a number that is none');
}

/** A value that is not null. */
export function readValue(
  cursor: RowCursor,
  column: number,
  form: ValueForm,
): string | number | boolean {
  if (form === 'NUMBER') return readNumber(cursor, column);
  return form === 'BOOLEAN' ? readBoolean(cursor, column) : readText(cursor, column);
}

/** Marks the bytes for which `isPlain` holds. */
export function bytesThat(isPlain: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => Number(isPlain(byte)));
}

const DIGITS = '-.0123456789';

/** Bytes of a number that is written in a file as it is. */
export const PLAIN_IN_NUMBER = bytesThat((byte) => DIGITS.includes(String.fromCharCode(byte)));
