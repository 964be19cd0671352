import { readFile } from 'node:fs/promises';
import { streamXlsxRows } from 'hucre/xlsx';
import { z } from 'zod';
import type { SheetRow } from '../cell.ts';
import { ImportRefused } from '../import-refused.ts';
import { checkZip } from './check-zip.ts';
import { LIMITS } from './limits.ts';

const cell = z.union([z.string(), z.number(), z.boolean(), z.date(), z.null()]);

function toRow(index: number, values: readonly unknown[]): SheetRow {
  if (values.length > LIMITS.cells) throw new RangeError('too many cells');
  return { number: index + 1, cells: values.map((value) => cell.parse(value)) };
}

function damaged(error: unknown): ImportRefused {
  return new ImportRefused(
    'TABLE_DAMAGED',
    {
      vi: 'Không đọc được trang tính đầu tiên của tệp XLSX (tệp hỏng, hoặc giải nén ra nhiều hơn đã khai): hãy mở trong Excel, lưu lại và gửi tệp mới.',
      en: 'The first sheet of the XLSX file cannot be read (it is damaged, or unpacks to more than it states): open it in Excel, save it and send the new file.',
    },
    { cause: error },
  );
}

/**
 * The rows of a workbook's first sheet, dates as Date, formulas as their last result. They come as fast as they are
 * unpacked: take them at once. Throws ImportRefused for a damaged workbook and one beyond the limits.
 */
export async function* readXlsx(file: string): AsyncGenerator<SheetRow> {
  const bytes = await readFile(file);
  checkZip(bytes);
  try {
    for await (const { index, values } of streamXlsxRows(bytes)) yield toRow(index, values);
  } catch (error) {
    throw damaged(error);
  }
}
