/** How many letters must be changed, added or left out to make one word of the other (Levenshtein). */
export function editDistance(one: string, other: string): number {
  let row = Array.from({ length: Array.from(other).length + 1 }, (_, index) => index);
  Array.from(one).forEach((letter, line) => {
    const next = [line + 1];
    Array.from(other).forEach((against, index) => {
      const replaced = (row[index] ?? 0) + (letter === against ? 0 : 1);
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    });
    row = next;
  });
  return row.at(-1) ?? 0;
}

/** The word that was probably meant; null where none is near: more than a third of its letters, or two, would be wrong. */
export function nearest(word: string, known: readonly string[]): string | null {
  const lower = word.toLowerCase();
  const [best] = known
    .map((candidate) => ({ candidate, distance: editDistance(lower, candidate.toLowerCase()) }))
    .sort((one, other) => one.distance - other.distance);
  if (best === undefined) return null;
  return best.distance <= Math.max(2, Math.floor(best.candidate.length / 3))
    ? best.candidate
    : null;
}
