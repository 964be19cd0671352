import { GraphError } from '../errors/graph-error.ts';

/** How long a text is, in characters. */
export interface TextLength {
  least: number;
  most: number;
}

/** No control, format, unassigned or private character, and no line or paragraph separator. */
const PRINTABLE = /^[^\p{C}\p{Zl}\p{Zp}]+$/u;

const STATEMENT: TextLength = { least: 10, most: 500 };

/** The Vietnamese names of the arguments that are statements. */
const IN_VIETNAMESE = { reason: 'Lý do', decision: 'Quyết định' } as const;

/**
 * A text as it is kept: in Unicode NFC, without space around it. Null where that is shorter or longer than stated, or
 * holds a character that cannot be printed.
 */
export function readPrintable(text: string, { least, most }: TextLength): string | null {
  const kept = text.trim().normalize('NFC');
  const { length } = Array.from(kept);
  return PRINTABLE.test(kept) && length >= least && length <= most ? kept : null;
}

/** A reason or decision as it is kept. Throws INVALID_ARGUMENT unless it is 10 to 500 characters that can be read. */
export function checkStatement(argument: keyof typeof IN_VIETNAMESE, text: string): string {
  const kept = readPrintable(text, STATEMENT);
  if (kept !== null) return kept;
  const { least, most } = STATEMENT;
  throw new GraphError('INVALID_ARGUMENT', {
    en: `${argument} must be ${least} to ${most} characters on one line, none of them invisible. Write what whoever reviews it will understand.`,
    vi: `${IN_VIETNAMESE[argument]} phải có từ ${least} đến ${most} ký tự trên một dòng, không có ký tự ẩn. Hãy viết để người xem xét hiểu được.`,
  });
}
