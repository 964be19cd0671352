import type { Cells } from './cells.ts';

/** The largest count that is not shown (access.md of the design: 1 to 4). */
const LARGEST_SMALL = 4;

export function isSmall(count: number): boolean {
  return count > 0 && count <= LARGEST_SMALL;
}

function hideIn(cells: Cells, part: number, whole: number | null, row: number): void {
  const inPart = { column: part, row };
  if (isSmall(cells.count(inPart))) cells.hide(inPart);
  if (whole === null) return;
  const inWhole = { column: whole, row };
  if (isSmall(cells.count(inWhole))) cells.hide(inWhole);
  const rest = cells.count(inWhole) - cells.count(inPart);
  if (isSmall(rest) && cells.count(inPart) > 0) cells.hide(inPart);
  else if (isSmall(rest)) cells.hide(inWhole);
}

/** Hides the counts of 1 to 4, and a part that leaves 1 to 4 of its whole. */
export function hideSmallCounts(cells: Cells): void {
  for (const { part, whole } of cells.relations)
    for (let row = 0; row < cells.rows; row += 1) hideIn(cells, part, whole, row);
}
