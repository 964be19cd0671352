import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws that repeat for the same seed, child and topic, in whatever order children are made. */
export interface Random {
  /** From 0 (included) to 1 (excluded). */
  fraction: () => number;
  /** A whole number from `least` to `most`, both included. */
  between: (least: number, most: number) => number;
  /** True with the given probability. */
  chance: (probability: number) => boolean;
  /** One of the items, each as likely as the others. */
  oneOf: <Item>(items: readonly [Item, ...Item[]]) => Item;
  /** About `mean`, bell-shaped with the given standard deviation. */
  normal: (mean: number, deviation: number) => number;
}

function mix(hash: number, value: number): number {
  const mixed = Math.imul(hash ^ value, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

function seedOf(seed: number, childNo: number, topic: string): number {
  let hash = mix(mix(0x811c9dc5, seed), childNo);
  for (let index = 0; index < topic.length; index += 1) hash = mix(hash, topic.charCodeAt(index));
  return hash;
}

/** The draws of one child in one topic. */
export function randomFor(seed: number, childNo: number, topic: string): Random {
  const generator = xoroshiro128plus(seedOf(seed, childNo, topic));
  const fraction = () => uniformFloat64(generator);
  const between = (least: number, most: number) =>
    least + Math.floor(fraction() * (most - least + 1));
  return {
    fraction,
    between,
    chance: (probability) => fraction() < probability,
    oneOf: (items) => items[between(0, items.length - 1)] ?? items[0],
    normal: (mean, deviation) =>
      mean +
      deviation * Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction()),
  };
}
