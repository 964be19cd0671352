import { formatChildNumber } from '../../shared/children/child-number.ts';

/** A file as an office sends it: a header, right rows, and one wrong row for each thing that can be wrong. */
export interface OfficeFile {
  department: string;
  kind: string;
  header: readonly string[];
  /** The same columns by their English names. */
  english: readonly string[];
  rows: readonly (readonly string[])[];
  /** A column and a value in the first row that corrects it. */
  correction: readonly [string, string];
  /** Changes to the first row that have it rejected, with the column and a part of the sentence. */
  wrong: readonly (readonly [Readonly<Record<string, string>>, string, RegExp])[];
  /** The table and, of its first row, what is then on file. */
  table: string;
  onFile: Readonly<Record<string, unknown>>;
}

/** The child that first rows are about. */
export const CHILD = formatChildNumber(17);
const WRONG_CHECK_DIGIT = `${CHILD.slice(0, 10)}${(Number(CHILD.slice(10)) + 1) % 10}`;

/** What goes wrong in any file that may name a child by register number. */
export const CHILD_WRONG = [
  [{ 'Số hồ sơ trẻ em': WRONG_CHECK_DIGIT }, 'Số hồ sơ trẻ em', /sai số kiểm tra/],
  [{ 'Số hồ sơ trẻ em': '17' }, 'Số hồ sơ trẻ em', /11 chữ số/],
] as const;
