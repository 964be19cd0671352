import { failureError } from '../../departments/failure.ts';
import type { FailureCode } from '../../departments/failure.ts';
import type { GraphError } from '../../../shared/errors/graph-error.ts';
import { LAST_LINE } from '../../../shared/rows/stream-form.ts';
import { RowsNotServed } from '../../../shared/rows/rows-not-served.ts';

const TAB = 9;
const NEWLINE = 10;
const ZERO = 48;
const NINE = 57;
const BACKSLASH = 92;
/** COPY writes null as `\N`. */
const LETTER_N = 78;

/** The longest line taken, in bytes, but for that of who is in a list. */
const LONGEST_LINE = 1024 * 1024;
const LONGEST_LIST = 1024 * 1024 * 1024;

export interface CursorOptions {
  department: string;
  /** How many columns stand behind the child's serial. */
  columns: number;
  /** How long a piece may take to come, in milliseconds. */
  deadline: number;
  /** Hears of what went wrong, of which the client is told the code. */
  onFailure: (error: unknown) => void;
}

type Source = AsyncGenerator<Uint8Array, void>;

/**
 * Reads one department's stream of rows where it lies: nothing is made for a row or a value. What is no such stream, or
 * ends before it says that it is whole, throws DEPARTMENT_BAD_ANSWER or DEPARTMENT_UNAVAILABLE.
 */
export class RowCursor {
  readonly #source: Source;
  readonly #options: CursorOptions;
  /** Where the row's values begin and end, the child's serial first. */
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  #next = 0;
  #rows = 0;
  bytes: Uint8Array = new Uint8Array();
  /** The serial of the row; -1 before the first one. */
  childNo = -1;
  isEnded = false;

  constructor(source: Source, options: CursorOptions) {
    this.#source = source;
    this.#options = options;
    this.#starts = new Int32Array(options.columns + 1);
    this.#ends = new Int32Array(options.columns + 1);
  }

  startOf(column: number): number {
    return this.#starts[column] ?? 0;
  }

  endOf(column: number): number {
    return this.#ends[column] ?? 0;
  }

  isNull(column: number): boolean {
    const start = this.startOf(column);
    return (
      this.endOf(column) - start === 2 &&
      this.bytes[start] === BACKSLASH &&
      this.bytes[start + 1] === LETTER_N
    );
  }

  /** Steps to the next row; false where it has not come yet, or there is none. */
  step(): boolean {
    const { bytes } = this;
    const end = bytes.length;
    let column = 0;
    let start = this.#next;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at];
      if (byte !== TAB && byte !== NEWLINE) continue;
      this.#starts[column] = start;
      this.#ends[column] = at;
      column += 1;
      start = at + 1;
      if (byte === NEWLINE) return this.#take(column, start);
    }
    return false;
  }

  #take(columns: number, next: number): boolean {
    const line = this.#next;
    this.#next = next;
    if (this.isEnded) throw this.fail('DEPARTMENT_BAD_ANSWER', 'rows behind the last line');
    if (this.bytes[line] === BACKSLASH) return this.#end(line, next);
    const childNo = this.#readSerial();
    if (columns !== this.#options.columns + 1 || !(childNo > this.childNo))
      throw this.fail('DEPARTMENT_BAD_ANSWER', 'no rows in order');
    this.childNo = childNo;
    this.#rows += 1;
    return true;
  }

  #readSerial(): number {
    let serial = 0;
    for (let at = this.startOf(0); at < this.endOf(0); at += 1) {
      const byte = this.bytes[at] ?? 0;
      if (byte < ZERO || byte > NINE) return Number.NaN;
      serial = serial * 10 + byte - ZERO;
    }
    return serial;
  }

  #end(line: number, next: number): false {
    const text = Buffer.from(this.bytes.subarray(line, next - 1)).toString('latin1');
    if (text !== `${LAST_LINE}\t${this.#rows}`)
      throw this.fail('DEPARTMENT_BAD_ANSWER', 'an end that fits not what came');
    this.isEnded = true;
    this.childNo = Number.POSITIVE_INFINITY;
    return false;
  }

  /** Waits for more of the stream. Throws where none comes, RowsNotServed where none ever will. */
  async more(longest = LONGEST_LINE): Promise<void> {
    const { done, value } = await this.#nextPiece();
    if (done === true) throw this.fail('DEPARTMENT_UNAVAILABLE', 'the stream was cut off');
    const rest = this.bytes.subarray(this.#next);
    if (rest.length > longest) throw this.fail('DEPARTMENT_BAD_ANSWER', 'a line without end');
    this.bytes = rest.length === 0 ? value : Buffer.concat([rest, value]);
    this.#next = 0;
  }

  async #nextPiece(): Promise<IteratorResult<Uint8Array, void>> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(this.fail('DEPARTMENT_TIMEOUT', 'nothing came in time'));
      }, this.#options.deadline);
    });
    const piece = this.#source.next().catch((error: unknown) => {
      throw error instanceof RowsNotServed ? error : this.fail('DEPARTMENT_UNAVAILABLE', error);
    });
    try {
      return await Promise.race([piece, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits for a line that is no row, as that of who is in a list, and answers it without its end. */
  async readLine(): Promise<Uint8Array> {
    for (;;) {
      const end = this.bytes.indexOf(NEWLINE, this.#next);
      if (end < 0) await this.more(LONGEST_LIST);
      else {
        const line = this.bytes.subarray(this.#next, end);
        this.#next = end + 1;
        return line;
      }
    }
  }

  /** The error of this department, 503 where nothing was sent yet; `cause` is for the log. */
  fail(code: FailureCode, cause: unknown): GraphError {
    this.#options.onFailure(cause instanceof Error ? cause : new Error(String(cause)));
    return failureError(code, this.#options.department, { http: { status: 503 } });
  }

  /** Ends the stream, whether or not it was read to its end. */
  close(): void {
    this.#source.return().catch(this.#options.onFailure);
  }
}
