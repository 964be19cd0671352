/** The share of children who have a trait, above 0. */
export type Share = (trait: string) => number;

/** Before anyone is counted, a trait is one of so many. */
const TRAITS_EXPECTED = 100;

/** Counts a trait of children; one not met yet is taken to be rare, not impossible. */
export function createShareCounter(): { add: (trait: string) => void; share: Share } {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    add: (trait) => {
      total += 1;
      counts.set(trait, (counts.get(trait) ?? 0) + 1);
    },
    share: (trait) => ((counts.get(trait) ?? 0) + 1) / (total + TRAITS_EXPECTED),
  };
}
