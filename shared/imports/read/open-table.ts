import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from '../../start/start-problem.ts';
import { ImportRefused } from '../import-refused.ts';
import { LIMITS } from './limits.ts';

/** A file that is what its name says. */
export interface TableFile {
  path: string;
  form: TableForm;
  bytes: number;
}

export type TableForm = 'TEXT' | 'WORKBOOK';

const FORM_OF_EXTENSION: Readonly<Record<string, TableForm>> = {
  '.csv': 'TEXT',
  '.tsv': 'TEXT',
  '.txt': 'TEXT',
  '.xlsx': 'WORKBOOK',
};

/** What the first bytes of a file, in hexadecimal, give away; each in Vietnamese and English. */
const SIGNATURES: readonly (readonly [RegExp, TableForm | 'OTHER', string, string])[] = [
  [/^504b0(304|506)/, 'WORKBOOK', 'tệp nén ZIP, như sổ tính XLSX', 'a ZIP, as XLSX is'],
  [
    /^d0cf11e0/,
    'OTHER',
    'sổ tính Excel kiểu cũ (XLS) hoặc có mật khẩu',
    'an old Excel workbook (XLS) or one with a password',
  ],
  [/^25504446/, 'OTHER', 'tệp PDF', 'a PDF'],
  [/^(89504e47|ffd8ff|47494638)/, 'OTHER', 'tệp ảnh', 'a picture'],
];
const PAGE = /^\s*<(!doctype|html|table|\?xml)/i;

function notReadable(file: string, cause: unknown): ImportRefused {
  return new ImportRefused(
    'FILE_NOT_READABLE',
    {
      vi: `Không đọc được tệp ${file} (${codeOf(cause)}): hãy kiểm tra đường dẫn và quyền đọc.`,
      en: `${file} cannot be read (${codeOf(cause)}): check the path and the right to read it.`,
    },
    { cause },
  );
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function refuseByName(file: string): ImportRefused {
  return new ImportRefused('NOT_WHAT_ITS_NAME_SAYS', {
    vi: `Chỉ nhận tệp .csv, .tsv, .txt hoặc .xlsx, còn đây là ${path.basename(file)}: hãy lưu bảng thành CSV hoặc XLSX.`,
    en: `Only .csv, .tsv, .txt and .xlsx are taken, and this is ${path.basename(file)}: save the table as CSV or XLSX.`,
  });
}

function recognise(beginning: Buffer): readonly [TableForm | 'OTHER', string, string] {
  const hexadecimal = beginning.toString('hex');
  const found = SIGNATURES.find(([signature]) => signature.test(hexadecimal));
  if (found !== undefined) return [found[1], found[2], found[3]];
  return PAGE.test(beginning.toString('latin1').replace(/[^ -~]/g, ''))
    ? ['OTHER', 'trang HTML hoặc XML', 'an HTML or XML page']
    : ['TEXT', 'tệp văn bản', 'a text file'];
}

function checkContent(file: string, form: TableForm, beginning: Buffer): void {
  const [found, vi, en] = recognise(beginning);
  if (found === form) return;
  throw new ImportRefused('NOT_WHAT_ITS_NAME_SAYS', {
    vi: `Tên tệp là ${path.basename(file)} nhưng nội dung là ${vi}: hãy mở tệp và lưu lại thành CSV hoặc XLSX.`,
    en: `The file is named ${path.basename(file)}, but its content is ${en}: open it and save it as CSV or XLSX.`,
  });
}

function checkSize(file: string, form: TableForm, bytes: number): void {
  if (bytes === 0)
    throw new ImportRefused('FILE_EMPTY', {
      vi: `Tệp ${file} không có gì: hãy xuất lại từ phần mềm nguồn.`,
      en: `${file} is empty: export it again where it came from.`,
    });
  if (bytes > (form === 'TEXT' ? LIMITS.textBytes : LIMITS.workbookBytes)) throw tooLarge(file);
}

/** A file beyond the limits. */
export function tooLarge(file: string): ImportRefused {
  const [text, workbook] = [LIMITS.textBytes, LIMITS.workbookBytes].map((n) => n / 1024 / 1024);
  return new ImportRefused('FILE_TOO_LARGE', {
    vi: `Tệp ${file} quá lớn (CSV tối đa ${text} MB, XLSX tối đa ${workbook} MB): hãy chia thành nhiều tệp.`,
    en: `${file} is too large (at most ${text} MB of CSV, ${workbook} MB of XLSX): split it into several files.`,
  });
}

/** Makes sure that a file can be read, is not too large, and is what its name says. Throws ImportRefused. */
export async function openTable(file: string): Promise<TableFile> {
  const form = FORM_OF_EXTENSION[path.extname(file).toLowerCase()];
  try {
    const { size, ...found } = await stat(file).then((stats) => ({
      size: stats.size,
      isFile: stats.isFile(),
    }));
    if (!found.isFile) throw Object.assign(new Error('not a file'), { code: 'EISDIR' });
    if (form === undefined) throw refuseByName(file);
    checkSize(file, form, size);
    checkContent(file, form, await firstBytes(file));
    return { path: file, form, bytes: size };
  } catch (error) {
    throw error instanceof ImportRefused ? error : notReadable(file, error);
  }
}
