import type { Cell, Cells } from './cells.ts';

/** The columns that stand in a relation with this one. */
function partnersOf({ relations }: Cells, column: number): number[] {
  return relations.flatMap(({ part, whole }) => {
    if (whole === null) return [];
    if (part === column) return [whole];
    return whole === column ? [part] : [];
  });
}

/** The smallest of the cells that are still shown, zero left out; null when there is none. */
function smallestShown(cells: Cells, candidates: readonly Cell[]): Cell | null {
  const [smallest] = candidates
    .filter((cell) => !cells.isHidden(cell) && cells.count(cell) > 0)
    .sort((one, other) => cells.count(one) - cells.count(other));
  return smallest ?? null;
}

/**
 * The count to hide next so that a hidden one can move more freely: beside it in its column, then in the columns it
 * stands in a relation with, then the row they are parts of, and so on up. Null when nothing is left to hide.
 */
export function nextToHide(cells: Cells, { column, row }: Cell): Cell | null {
  const partners = partnersOf(cells, column);
  for (let at: number | null = row; at !== null; at = cells.parentOf(at)) {
    const here = at;
    const siblings = cells.siblingsOf(here);
    const inColumn = (other: number, rows: readonly number[]) =>
      rows.map((each) => ({ column: other, row: each }));
    const found =
      smallestShown(cells, inColumn(column, siblings)) ??
      smallestShown(cells, inColumn(column, [here])) ??
      smallestShown(
        cells,
        partners.flatMap((partner) => inColumn(partner, [here])),
      ) ??
      smallestShown(
        cells,
        partners.flatMap((partner) => inColumn(partner, siblings)),
      );
    if (found !== null) return found;
  }
  return null;
}
