import { ImportRefused } from '../import-refused.ts';
import { LIMITS } from './limits.ts';

/** Signatures, sizes and places of APPNOTE.TXT 4.3.12 (central directory) and 4.3.16 (its end). */
const END = { signature: 0x06054b50, bytes: 22, longestComment: 65_535 } as const;
const ENTRY = { signature: 0x02014b50, bytes: 46 } as const;
const ZIP64 = 0xffffffff;
const SHEET = /^xl\/worksheets\/[^/]+\.xml$/i;

interface Part {
  name: string;
  packed: number;
  unpacked: number;
}

function damaged(): ImportRefused {
  return new ImportRefused('TABLE_DAMAGED', {
    vi: 'Tệp XLSX bị hỏng: hãy mở trong Excel, lưu lại và gửi tệp mới.',
    en: 'The XLSX file is damaged: open it in Excel, save it and send the new file.',
  });
}

function noWorkbook(): ImportRefused {
  return new ImportRefused('NOT_WHAT_ITS_NAME_SAYS', {
    vi: 'Tên tệp là .xlsx nhưng bên trong không có trang tính nào: hãy lưu bảng thành XLSX hoặc CSV.',
    en: 'The file is named .xlsx, but there is no sheet in it: save the table as XLSX or CSV.',
  });
}

function bomb(): ImportRefused {
  const [sheet, part] = [LIMITS.sheetBytes, LIMITS.partBytes].map((n) => n / 1024 / 1024);
  return new ImportRefused('ZIP_TOO_LARGE', {
    vi: `Tệp XLSX giải nén ra quá lớn (mỗi trang tính tối đa ${sheet} MB, mỗi phần khác tối đa ${part} MB): hãy lưu thành CSV.`,
    en: `The XLSX file unpacks to too much (at most ${sheet} MB a sheet, ${part} MB any other part): save it as CSV.`,
  });
}

function findEnd(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END.bytes - END.longestComment);
  for (let at = bytes.length - END.bytes; at >= first; at -= 1)
    if (bytes.readUInt32LE(at) === END.signature) return at;
  throw damaged();
}

function readPart(bytes: Buffer, at: number): Part & { next: number } {
  if (at + ENTRY.bytes > bytes.length || bytes.readUInt32LE(at) !== ENTRY.signature)
    throw damaged();
  const nameEnd = at + ENTRY.bytes + bytes.readUInt16LE(at + 28);
  return {
    name: bytes.toString('utf8', at + ENTRY.bytes, nameEnd),
    packed: bytes.readUInt32LE(at + 20),
    unpacked: bytes.readUInt32LE(at + 24),
    next: nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32),
  };
}

function readParts(bytes: Buffer): Part[] {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > LIMITS.parts) throw bomb();
  const parts: Part[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    const { next, ...part } = readPart(bytes, at);
    parts.push(part);
    at = next;
  }
  return parts;
}

function isTooLarge({ name, packed, unpacked }: Part): boolean {
  const most = SHEET.test(name) ? LIMITS.sheetBytes : LIMITS.partBytes;
  const hidesItsSize = unpacked === 0 && packed > 2;
  return hidesItsSize || packed === ZIP64 || unpacked > most;
}

/**
 * Refuses a workbook that would unpack to more than the limits. The sizes are those it states; the reader of the parts
 * stops where one unpacks to more than it stated, so a false statement does not help.
 */
export function checkZip(bytes: Buffer): void {
  const parts = readParts(bytes);
  if (parts.some(isTooLarge)) throw bomb();
  const names = new Set(parts.map(({ name }) => name));
  if (names.size < parts.length) throw damaged();
  if (!parts.some(({ name }) => SHEET.test(name))) throw noWorkbook();
}
