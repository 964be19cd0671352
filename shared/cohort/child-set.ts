/** Children a set grows by at a time: 65,536, so that its length says nothing of how many children are in it. */
const CHILDREN_PER_STEP = 65_536;
const WORDS_PER_STEP = CHILDREN_PER_STEP / 32;

function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((fours + (fours >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/**
 * A set of children by register serial: one bit a child, the lowest bit first. Serials are dense, so a million
 * children take 128 KB whatever the set; and, and-not and counting take some tens of microseconds. Sets are values:
 * what combines them makes a new one.
 */
export class ChildSet {
  readonly #words: Uint32Array;

  private constructor(words: Uint32Array) {
    this.#words = words;
  }

  /** The children from 0 to `highest` for whom `isIn` holds. */
  static where(highest: number, isIn: (childNo: number) => boolean): ChildSet {
    const set = ChildSet.upTo(highest);
    for (let childNo = 0; childNo <= highest; childNo += 1) if (isIn(childNo)) set.#add(childNo);
    return set;
  }

  /** The children of some serials; as long as a set up to `highest`, or longer if they need it. */
  static of(childNos: readonly number[], highest = 0): ChildSet {
    const set = ChildSet.upTo(childNos.reduce((most, childNo) => Math.max(most, childNo), highest));
    for (const childNo of childNos) set.#add(childNo);
    return set;
  }

  /** Reads what `toBytes` wrote; throws a RangeError for bytes that cannot be a set. */
  static fromBytes(bytes: Uint8Array): ChildSet {
    if (bytes.length === 0 || bytes.length % (WORDS_PER_STEP * 4) !== 0)
      throw new RangeError('These bytes are no set of children.');
    const copy = new Uint8Array(bytes.length);
    copy.set(bytes);
    return new ChildSet(new Uint32Array(copy.buffer));
  }

  private static upTo(highest: number): ChildSet {
    const steps = Math.floor(highest / CHILDREN_PER_STEP) + 1;
    return new ChildSet(new Uint32Array(steps * WORDS_PER_STEP));
  }

  #add(childNo: number): void {
    const index = childNo >>> 5;
    this.#words[index] = (this.#words[index] ?? 0) | (1 << (childNo & 31));
  }

  has(childNo: number): boolean {
    return (((this.#words[childNo >>> 5] ?? 0) >>> (childNo & 31)) & 1) === 1;
  }

  /** How many children are in it. */
  get size(): number {
    let size = 0;
    for (const word of this.#words) size += bitsIn(word);
    return size;
  }

  and(other: ChildSet): ChildSet {
    return new ChildSet(this.#words.map((word, index) => word & (other.#words[index] ?? 0)));
  }

  andNot(other: ChildSet): ChildSet {
    return new ChildSet(this.#words.map((word, index) => word & ~(other.#words[index] ?? 0)));
  }

  /** The same set with each child in or out as `isIn` says; itself when that changes nothing. */
  rejudged(childNos: readonly number[], isIn: (childNo: number) => boolean): ChildSet {
    const wrong = childNos.filter((childNo) => isIn(childNo) !== this.has(childNo));
    if (wrong.length === 0) return this;
    const highest = wrong.reduce(
      (most, childNo) => Math.max(most, childNo),
      this.#words.length * 32 - 1,
    );
    const changed = ChildSet.upTo(highest);
    changed.#words.set(this.#words);
    for (const childNo of wrong) changed.#flip(childNo);
    return changed;
  }

  #flip(childNo: number): void {
    const index = childNo >>> 5;
    this.#words[index] = (this.#words[index] ?? 0) ^ (1 << (childNo & 31));
  }

  /** The children above a serial, in order; all when it is left out. */
  *above(childNo = -1): Generator<number> {
    const first = childNo + 1;
    for (let index = first >>> 5; index < this.#words.length; index += 1) {
      let word = this.#words[index] ?? 0;
      if (index === first >>> 5) word &= -1 << (first & 31);
      while (word !== 0) {
        const lowest = word & -word;
        yield index * 32 + 31 - Math.clz32(lowest);
        word ^= lowest;
      }
    }
  }

  /** Calls `visit` for each child, in order; several times as fast as `above`. */
  forEach(visit: (childNo: number) => void): void {
    for (let index = 0; index < this.#words.length; index += 1) {
      let word = this.#words[index] ?? 0;
      while (word !== 0) {
        const lowest = word & -word;
        visit(index * 32 + 31 - Math.clz32(lowest));
        word ^= lowest;
      }
    }
  }

  /** The bits, eight children a byte, padded to a whole number of steps. */
  toBytes(): Uint8Array {
    return new Uint8Array(this.#words.slice().buffer);
  }
}
