import type { Fact } from './facts.ts';

const FIRST_ROOM = 1_024;
const NARROW = 65_536;

/** The codes of a column, two bytes a record while they fit. */
export type Codes = Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** One fact of many records: each distinct value once, and a code a record. */
export interface Column {
  values: readonly Fact[];
  codes: Codes;
}

function grown(codes: Codes): Codes {
  const larger =
    codes instanceof Uint16Array
      ? new Uint16Array(codes.length * 2)
      : new Uint32Array(codes.length * 2);
  larger.set(codes);
  return larger;
}

/** Writes a column, record by record. */
export class ColumnWriter {
  readonly #codeOf = new Map<Fact, number>();
  readonly #values: Fact[] = [];
  #codes: Codes = new Uint16Array(FIRST_ROOM);
  #length = 0;

  add(fact: Fact): void {
    // First, since a new value can make the codes wider.
    const code = this.#codeFor(fact);
    if (this.#length === this.#codes.length) this.#codes = grown(this.#codes);
    this.#codes[this.#length] = code;
    this.#length += 1;
  }

  #codeFor(fact: Fact): number {
    const known = this.#codeOf.get(fact);
    if (known !== undefined) return known;
    const code = this.#values.push(fact) - 1;
    this.#codeOf.set(fact, code);
    if (code === NARROW) this.#codes = new Uint32Array(this.#codes);
    return code;
  }

  finish(): Column {
    return { values: this.#values, codes: this.#codes.slice(0, this.#length) };
  }
}
