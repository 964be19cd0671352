import { ImportRefused } from '../import-refused.ts';
import { readBytes } from './read-bytes.ts';

/** How the text of a file is written; windows-1258 has tone marks as characters of their own. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258';

export interface EncodedText {
  encoding: TextEncoding;
  /** Lines, counted by their ends: about the rows there are. */
  lines: number;
}

const LINE_FEED = 0x0a;
/** Of the characters of a UTF-16 table, digits, separators and most letters have a zero byte. */
const ZERO_SHARE = 0.2;
/** What no text holds: it is left where windows-1258 has no character, and in programs, pictures and archives. */
// eslint-disable-next-line no-control-regex -- it is these that are looked for
const NO_TEXT = /[\x00-\x08\x0e-\x1f\x7f-\x9f]/;

function markedEncoding(start: Buffer): TextEncoding | null {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : null;
}

/** UTF-16 without a mark shows by zeros on one side only. */
function unmarkedUtf16(start: Buffer): TextEncoding | null {
  const zeros = [0, 0];
  start.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const enough = (start.length / 2) * ZERO_SHARE;
  if (odd > enough && even === 0) return 'utf-16le';
  return even > enough && odd === 0 ? 'utf-16be' : null;
}

function damaged(file: string): ImportRefused {
  return new ImportRefused('TEXT_DAMAGED', {
    vi: `Không đọc được chữ trong tệp ${file}: tệp phải là UTF-8, UTF-16 hoặc windows-1258; hãy lưu lại thành "CSV UTF-8".`,
    en: `The text of ${file} cannot be read: it must be UTF-8, UTF-16 or windows-1258; save it again as "CSV UTF-8".`,
  });
}

async function firstPiece(file: string): Promise<Buffer> {
  for await (const piece of readBytes(file)) return piece;
  return Buffer.alloc(0);
}

function countLines(piece: Buffer): number {
  let lines = 0;
  for (let at = piece.indexOf(LINE_FEED); at !== -1; at = piece.indexOf(LINE_FEED, at + 1))
    lines += 1;
  return lines;
}

/** Whether all of the file is in the encoding, and its lines; null where it is not. */
async function tryEncoding(file: string, encoding: TextEncoding): Promise<EncodedText | null> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let lines = 0;
  for await (const piece of readBytes(file)) {
    lines += countLines(piece);
    try {
      if (NO_TEXT.test(decoder.decode(piece, { stream: true }))) return null;
    } catch {
      return null;
    }
  }
  try {
    decoder.decode();
  } catch {
    return null;
  }
  return { encoding, lines };
}

/** Whether most of what is not ASCII is right UTF-8: then a few bytes were damaged, and it is no other encoding. */
async function isDamagedUtf8(file: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8');
  let [right, wrong] = [0, 0];
  for await (const piece of readBytes(file)) {
    // eslint-disable-next-line no-control-regex -- ASCII begins with them
    const beyondAscii = decoder.decode(piece, { stream: true }).replace(/[\x00-\x7f]/g, '');
    const intact = beyondAscii.replaceAll('\uFFFD', '').length;
    right += intact;
    wrong += beyondAscii.length - intact;
  }
  return right > wrong;
}

/**
 * Finds the encoding of a text file by reading all of it once: a byte order mark, else UTF-16 by its zero bytes, else
 * UTF-8 where every byte fits, else windows-1258. Throws ImportRefused where none fits or UTF-8 was damaged.
 */
export async function detectEncoding(file: string): Promise<EncodedText> {
  const start = await firstPiece(file);
  const certain = markedEncoding(start) ?? unmarkedUtf16(start);
  if (certain !== null) {
    const found = await tryEncoding(file, certain);
    if (found === null) throw damaged(file);
    return found;
  }
  const utf8 = await tryEncoding(file, 'utf-8');
  if (utf8 !== null) return utf8;
  const old = (await isDamagedUtf8(file)) ? null : await tryEncoding(file, 'windows-1258');
  if (old === null) throw damaged(file);
  return old;
}

/** The text of a file, piece by piece, without its byte order mark. */
export async function* readText(file: string, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of readBytes(file)) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}
