/** The share of children who have a trait, above 0. */
export type Share = (trait: string) => number;

/** Counts a trait of children. Before anyone is counted it is one of `expected`; one not met yet is rare, not impossible. */
export function createShareCounter(expected: number): {
  add: (trait: string) => void;
  share: Share;
} {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    add: (trait) => {
      total += 1;
      counts.set(trait, (counts.get(trait) ?? 0) + 1);
    },
    share: (trait) => ((counts.get(trait) ?? 0) + 1) / (total + expected),
  };
}
