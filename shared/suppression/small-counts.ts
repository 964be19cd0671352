import type { Cells } from './cells.ts';

/** The largest count that is not shown. */
const LARGEST_SMALL = 4;

export function isSmall(count: number): boolean {
  return count > 0 && count <= LARGEST_SMALL;
}

function hideInRow(cells: Cells, column: number, row: number): void {
  const part = { column, row };
  if (isSmall(cells.count(part))) cells.hide(part);
  for (const other of cells.wholesOf(column)) {
    const whole = { column: other, row };
    if (!isSmall(cells.count(whole) - cells.count(part))) continue;
    cells.hide(cells.count(part) > 0 ? part : whole);
  }
}

/** Hides the counts of 1 to 4, and a part that leaves 1 to 4 of its whole. */
export function hideSmallCounts(cells: Cells): void {
  for (let column = 0; column < cells.columns; column += 1)
    for (let row = 0; row < cells.rows; row += 1) hideInRow(cells, column, row);
}
