import { readPrintable } from '../../shared/text/statement.ts';
import type { TextLength } from '../../shared/text/statement.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Text that stands for itself in every encoding: ASCII without control characters or `%`. */
const PLAIN = /^[ -$&-~]*$/;

/** Node hands header bytes over as latin-1; clients write UTF-8, raw or percent-encoded. */
function decode(value: string): string | null {
  if (PLAIN.test(value)) return value;
  try {
    return decodeURIComponent(strictUtf8.decode(Buffer.from(value, 'latin1')));
  } catch {
    return null;
  }
}

/**
 * Text of a header, trimmed and in NFC: UTF-8, percent-encoded where it is not ASCII (RFC 9110, 5.5 leaves other bytes
 * undefined; raw UTF-8, as curl sends it, is taken too). Null where it cannot be decoded, is shorter or longer than
 * stated (in characters), or holds one that cannot be printed.
 */
export function readHeaderText(value: string, length: TextLength): string | null {
  const text = decode(value);
  return text === null ? null : readPrintable(text, length);
}
