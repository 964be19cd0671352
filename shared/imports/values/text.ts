import { foldWord, textOf } from '../cell.ts';
import type { FilledCell } from '../cell.ts';
import { Refusal } from '../column.ts';
import type { Reader } from '../column.ts';

// eslint-disable-next-line no-control-regex -- it is these that are looked for
const CONTROL = /[\x00-\x1f\x7f-\x9f]/;
const FORMULA = /^[=＝]/;
const FAILED_FORMULA = /^#(N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!)/;

/** What no text may be: a formula, the failure of one, or characters that were lost on the way. */
function fault(text: string): Refusal | null {
  if (FORMULA.test(text))
    return new Refusal('Ô bắt đầu bằng dấu "=" như một công thức: hãy chỉ ghi giá trị.');
  if (FAILED_FORMULA.test(text))
    return new Refusal('Công thức trong ô bị lỗi: hãy sửa công thức hoặc ghi giá trị.');
  if (text.includes('\uFFFD'))
    return new Refusal('Ô có chữ đã bị mất khi lưu tệp (�): hãy gõ lại cho đúng.');
  return CONTROL.test(text) ? new Refusal('Ô có ký tự lạ không in được: hãy gõ lại.') : null;
}

/** Any text of at most so many characters; numbers and dates are taken as they are written. */
export function text(most = 200): Reader<string> {
  return (cell) => {
    const written = textOf(cell);
    if (written.length > most) return new Refusal(`Chữ quá dài: tối đa ${most} ký tự.`);
    return fault(written) ?? written;
  };
}

/** Reads text first and then by `read`; faults of the text go before. */
export function fromText<Value>(read: (written: string) => Value | Refusal): Reader<Value> {
  const plain = text();
  return (cell) => {
    const written = plain(cell);
    return written instanceof Refusal ? written : read(written);
  };
}

/** The text of a number of so many digits; a spreadsheet that took it for a number has dropped its leading zeros. */
export function writtenDigits(cell: FilledCell, digits: number): FilledCell {
  const isWhole = typeof cell === 'number' && Number.isSafeInteger(cell) && cell >= 0;
  return isWhole ? String(cell).padStart(digits, '0') : cell;
}

/** Exactly so many digits, spaces and dots between them aside. */
export function digits(count: number): Reader<string> {
  const read = fromText((written) => {
    const plain = written.replace(/[\s.-]/g, '');
    if (/^\d+$/.test(plain) && plain.length === count) return plain;
    return new Refusal(
      `Phải gồm đúng ${count} chữ số (kể cả số 0 ở đầu): hãy đối chiếu với giấy tờ.`,
    );
  });
  return (cell) => read(writtenDigits(cell, count));
}

/** One of a list, each with the words that offices write for it; marks, case and punctuation do not count. */
export function choice<const Value extends string>(
  options: readonly (readonly [Value, readonly [string, ...string[]]])[],
): Reader<Value> {
  const byWord = new Map<string, Value>();
  for (const [value, words] of options)
    for (const word of [value, ...words]) byWord.set(foldWord(word), value);
  const known = options.map(([, [first]]) => first).join(', ');
  return fromText(
    (written) => byWord.get(foldWord(written)) ?? new Refusal(`Chỉ nhận một trong: ${known}.`),
  );
}

/** Several of a list, with commas, semicolons or "+" between them; each once. */
export function choices<const Value extends string>(
  options: readonly (readonly [Value, readonly [string, ...string[]]])[],
): Reader<Value[]> {
  const one = choice(options);
  return fromText((written) => {
    const values = new Set<Value>();
    for (const word of written.split(/[,;+]/).filter((part) => part.trim() !== '')) {
      const value = one(word);
      if (value instanceof Refusal) return value;
      values.add(value);
    }
    return values.size > 0 ? [...values] : new Refusal('Ô không có giá trị nào: hãy điền vào.');
  });
}

const readYesNo = choice([
  ['true', ['Có', 'x', 'yes', 'y', '1', 'đúng', 'đạt']],
  ['false', ['Không', 'no', 'n', '0', 'sai', 'chưa', 'không đạt', 'chưa đạt']],
]);

/** Yes or no: Có or Không, x, 1 or 0, true or false. */
export const yesNo: Reader<boolean> = (cell) => {
  const value = readYesNo(cell);
  return value instanceof Refusal ? value : value === 'true';
};
