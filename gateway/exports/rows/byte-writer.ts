/** So much is handed on at a time. */
const PIECE_BYTES = 128 * 1024;
/** Room for whatever is written without asking for it. */
const SPARE_BYTES = 4 * 1024;

/** Writes bytes one behind the other, into pieces that are handed on as they fill. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafeSlow(PIECE_BYTES + SPARE_BYTES);
  #at = 0;

  get isFull(): boolean {
    return this.#at >= PIECE_BYTES;
  }

  /** Makes room for so many bytes. */
  #ensure(count: number): void {
    if (this.#at + count <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow((this.#at + count) * 2);
    larger.set(this.#bytes.subarray(0, this.#at));
    this.#bytes = larger;
  }

  /** A loop is faster than `set` for the few bytes of a key. */
  add(bytes: Uint8Array): void {
    this.#ensure(bytes.length);
    const target = this.#bytes;
    let at = this.#at;
    for (const byte of bytes) target[at++] = byte;
    this.#at = at;
  }

  addByte(byte: number): void {
    this.#ensure(1);
    this.#bytes[this.#at++] = byte;
  }

  addText(text: string): void {
    this.#ensure(text.length * 3);
    this.#at += this.#bytes.write(text, this.#at);
  }

  /** Adds the bytes of a range, unless one of them is marked in `isPlain` as 0: then adds nothing and answers false. */
  addPlain(bytes: Uint8Array, start: number, end: number, isPlain: Uint8Array): boolean {
    this.#ensure(end - start);
    const target = this.#bytes;
    let at = this.#at;
    for (let from = start; from < end; from += 1) {
      const byte = bytes[from] ?? 0;
      if (isPlain[byte] === 0) return false;
      target[at++] = byte;
    }
    this.#at = at;
    return true;
  }

  /** What was written since the last piece. */
  take(): Buffer {
    const piece = this.#bytes.subarray(0, this.#at);
    this.#bytes = Buffer.allocUnsafeSlow(PIECE_BYTES + SPARE_BYTES);
    this.#at = 0;
    return piece;
  }
}
