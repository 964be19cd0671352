import type { Random } from './random.ts';

/** A list to draw from, each item as often as its weight says. */
export type Weighted<Item> = (random: Random) => Item;

/** Prepares a weighted list, not empty; drawing is a binary search over the running sums. */
export function weighted<Item>(entries: readonly (readonly [Item, number])[]): Weighted<Item> {
  const sums: number[] = [];
  let total = 0;
  for (const [, weight] of entries) sums.push((total += weight));
  return (random) => {
    const drawn = entries[firstAbove(sums, random.fraction() * total)];
    if (drawn === undefined) throw new Error('A weighted list is empty.');
    return drawn[0];
  };
}

function firstAbove(sums: readonly number[], value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sums[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
