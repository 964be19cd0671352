const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** A key and a place share one double, which holds 53 bits. */
const PLACE_BITS = 23;
const KEY_BITS = 30;
const PLACES = 2 ** PLACE_BITS;
const FIRST_SIZE = 1024;

/** Children whose records agree in what a key is made of. Two keys may be equal by chance: they only propose. */
export interface Blocks {
  /** Puts the places of a key's block into `found`; a block larger than `most` tells too little and is passed over. */
  find: (key: number, most: number, found: Set<number>) => void;
}

/** A key of 30 bits over a text (FNV-1a). */
export function blockKey(text: string): number {
  let hash = FNV_OFFSET;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), FNV_PRIME);
  }
  return (hash ^ (hash >>> KEY_BITS)) & (2 ** KEY_BITS - 1);
}

function firstFrom(entries: Float64Array, value: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function blocksOf(sorted: Float64Array): Blocks {
  return {
    find: (key, most, found) => {
      const first = firstFrom(sorted, key * PLACES);
      const end = firstFrom(sorted, (key + 1) * PLACES);
      if (end - first > most) return;
      for (const entry of sorted.subarray(first, end)) found.add(entry - key * PLACES);
    },
  };
}

/** Takes keys with the places they lead to, then answers them as one sorted list: 8 bytes a key, nothing else. */
export function createBlockBuilder(): {
  add: (key: number, place: number) => void;
  build: () => Blocks;
} {
  let entries = new Float64Array(FIRST_SIZE);
  let length = 0;
  return {
    add: (key, place) => {
      if (place >= PLACES) throw new RangeError(`A register index holds up to ${PLACES} children.`);
      if (length === entries.length) {
        const larger = new Float64Array(2 * length);
        larger.set(entries);
        entries = larger;
      }
      entries[length] = key * PLACES + place;
      length += 1;
    },
    build: () => blocksOf(entries.slice(0, length).sort()),
  };
}
