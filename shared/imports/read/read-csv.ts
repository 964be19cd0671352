import { Readable, pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Options } from 'csv-parse';
import { parse as parseText } from 'csv-parse/sync';
import { z } from 'zod';
import { ImportRefused } from '../import-refused.ts';
import type { SheetRow } from '../cell.ts';
import { LIMITS } from './limits.ts';
import { readText } from './text-encoding.ts';
import type { TextEncoding } from './text-encoding.ts';

const SEPARATORS = [',', ';', '\t'] as const;
const SAMPLE_ROWS = 20;
const record = z.array(z.string());

/** Quotes within a cell are left as they stand; empty lines are kept so that rows are numbered as spreadsheets do. */
const OPTIONS: Options = {
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: LIMITS.rowBytes,
};

function parseSample(sample: string, delimiter: string): string[][] {
  try {
    return z.array(record).parse(parseText(sample, { ...OPTIONS, delimiter, to: SAMPLE_ROWS }));
  } catch (error) {
    if (error instanceof CsvError) return [];
    throw error;
  }
}

async function firstLines(file: string, encoding: TextEncoding): Promise<string> {
  let text = '';
  for await (const piece of readText(file, encoding)) {
    text += piece;
    if (text.length > LIMITS.rowBytes / 4) break;
  }
  return text;
}

/** The separator under which the first rows are worth most. */
async function findSeparator(
  file: string,
  encoding: TextEncoding,
  worthOf: (rows: readonly SheetRow[]) => number,
): Promise<string> {
  const sample = await firstLines(file, encoding);
  const worths = SEPARATORS.map((separator) => {
    const rows = parseSample(sample, separator);
    return {
      separator,
      worth: worthOf(rows.map((cells, index) => ({ number: index + 1, cells }))),
    };
  });
  return worths.reduce((best, other) => (other.worth > best.worth ? other : best)).separator;
}

function explain(error: unknown, row: number): unknown {
  if (!(error instanceof CsvError)) return error;
  return new ImportRefused(
    'TABLE_DAMAGED',
    {
      vi: `Từ dòng ${row} không tách được các ô (thường do thiếu một dấu ngoặc kép): hãy sửa dòng đó rồi gửi lại tệp.`,
      en: `From row ${row} on the cells cannot be told apart (mostly a quotation mark is missing): mend that row and send the file again.`,
    },
    { cause: error },
  );
}

/**
 * The rows of a text file, all of them, in bounded memory. `worthOf` judges the first rows, so that the separator is
 * found by what comes of it. Throws ImportRefused where a quotation mark is never closed.
 */
export async function* readCsv(
  file: string,
  encoding: TextEncoding,
  worthOf: (rows: readonly SheetRow[]) => number,
): AsyncGenerator<SheetRow> {
  const delimiter = await findSeparator(file, encoding, worthOf);
  const parser = parse({ ...OPTIONS, delimiter });
  // What goes wrong on the way destroys the parser, and comes out of the loop below.
  pipeline(Readable.from(readText(file, encoding)), parser, () => undefined);
  let number = 0;
  try {
    const records: AsyncIterable<string[]> = parser;
    for await (const cells of records) {
      number += 1;
      yield { number, cells };
    }
  } catch (error) {
    throw explain(error, number + 1);
  }
}
