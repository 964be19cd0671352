import { cellsOf } from './cells.ts';
import type { Cells } from './cells.ts';
import { checkTable, withLeftOver } from './count-table.ts';
import type { CountTable, ShownColumns } from './count-table.ts';
import { hideSmallCounts } from './small-counts.ts';
import { nextToHide } from './next-to-hide.ts';
import { findTooNarrow } from './too-narrow.ts';

function everyCell(cells: Cells) {
  return Array.from({ length: cells.columns }, (_, column) =>
    Array.from({ length: cells.rows }, (__, row) => ({ column, row })),
  ).flat();
}

/** Hides everything but zeros: what is left when no choice of holes is found to be safe. */
function hideAll(cells: Cells): void {
  for (const cell of everyCell(cells)) if (cells.count(cell) > 0) cells.hide(cell);
}

/** Hides more, count by count, until nothing hidden can be told from what is shown. */
function hideUntilSafe(cells: Cells): void {
  for (;;) {
    const narrow = findTooNarrow(cells);
    if (narrow.length === 0) return;
    let isHelped = false;
    for (const cell of narrow) {
      const other = nextToHide(cells, cell);
      if (other === null) continue;
      cells.hide(other);
      isHelped = true;
    }
    if (!isHelped) {
      hideAll(cells);
      return;
    }
  }
}

/**
 * Takes the small counts out of a table, 1 to 4 of the columns and of what they leave of each other, and as many more
 * that nobody can solve what is shown for them: every small count could be 5 or more as well, or any of 1 to 4, and no
 * hidden one can be pinned to a value. Zero is always shown. The same table always gets the same holes.
 * After choosing the holes it checks them: each count is moved as far as the published sums let it (circulation.ts).
 * Throws RangeError for a table that contradicts itself.
 */
export function suppress(table: CountTable): ShownColumns {
  checkTable(table);
  const cells = cellsOf(withLeftOver(table));
  hideSmallCounts(cells);
  hideUntilSafe(cells);
  return new Map(
    [...table.columns].map(([name, counts], column) => [
      name,
      counts.map((count, row) => (cells.isHidden({ column, row }) ? null : count)),
    ]),
  );
}
