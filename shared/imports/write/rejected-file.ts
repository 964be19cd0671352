import { open, rename, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { BYTE_ORDER_MARK, csvLines } from '../../tables/csv.ts';
import { codeOf } from '../../start/start-problem.ts';
import { ImportRefused } from '../import-refused.ts';
import type { Problem } from '../record-kind.ts';

const HEADER = ['Dòng', 'Cột', 'Giá trị', 'Lý do'] as const;
const FLUSH_AT = 256 * 1024;

/** A row that is not imported, with its number in the file. */
export interface Rejection extends Problem {
  row: number;
}

function notWritable(file: string, cause: unknown): ImportRefused {
  return new ImportRefused(
    'FILE_NOT_READABLE',
    {
      vi: `Không ghi được tệp các dòng bị từ chối ${file} (${codeOf(cause)}): hãy đặt tệp vào thư mục có quyền ghi.`,
      en: `The file of rejected rows ${file} cannot be written (${codeOf(cause)}): put the file into a folder that may be written in.`,
    },
    { cause },
  );
}

/**
 * The rejected rows of a file, beside it: `<file>.rejected.csv`, one line for each thing wrong, safe to open in a
 * spreadsheet. It has another name until it is finished, and nobody but its owner may read it.
 */
export class RejectedFile {
  readonly path: string;
  readonly #handle: FileHandle;
  readonly #titleOf: (column: string) => string;
  #waiting: string;
  #rows = 0;
  #last = 0;

  private constructor(path: string, handle: FileHandle, titleOf: (column: string) => string) {
    this.path = path;
    this.#titleOf = titleOf;
    this.#handle = handle;
    this.#waiting = BYTE_ORDER_MARK + csvLines([HEADER]);
  }

  /** Begins the file; `titleOf` says what people call a column. */
  static async besides(file: string, titleOf: (column: string) => string): Promise<RejectedFile> {
    const path = `${file}.rejected.csv`;
    try {
      return new RejectedFile(path, await open(`${path}.partial`, 'w', 0o600), titleOf);
    } catch (error) {
      throw notWritable(path, error);
    }
  }

  /** Rows rejected so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Adds what is wrong with rows; the problems of one row follow each other. */
  async add(rejections: readonly Rejection[]): Promise<void> {
    for (const { row } of rejections) {
      if (row !== this.#last) this.#rows += 1;
      this.#last = row;
    }
    this.#waiting += csvLines(
      rejections.map(({ row, column, value, vi }) => [row, this.#titleOf(column), value, vi]),
    );
    if (this.#waiting.length > FLUSH_AT) await this.#flush();
  }

  async #flush(): Promise<void> {
    await this.#handle.write(this.#waiting);
    this.#waiting = '';
  }

  /** Puts the file in its place, or takes an older one away where nothing was rejected. */
  async finish(): Promise<void> {
    await this.#flush();
    await this.#handle.sync();
    await this.#handle.close();
    if (this.#rows > 0) await rename(`${this.path}.partial`, this.path);
    else
      await Promise.all(
        [`${this.path}.partial`, this.path].map((file) => rm(file, { force: true })),
      );
  }

  /** Leaves nothing behind; an older file stays. */
  async abandon(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await rm(`${this.path}.partial`, { force: true });
  }
}
