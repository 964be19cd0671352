import { cellsOf } from './cells.ts';
import type { Cells } from './cells.ts';
import { checkTable, withLeftOver } from './count-table.ts';
import type { CountTable, ShownColumns } from './count-table.ts';
import { hideSmallCounts } from './small-counts.ts';
import { nextToHide } from './next-to-hide.ts';
import { isWideEnough, secretsAt, secretsOf } from './secrets.ts';

/**
 * Hides more, count by count, until nothing hidden can be told from what is shown. What could move once can move the
 * more when more is hidden, so only the others are looked at again, and what was hidden anew. Where all that could be in
 * the way of a count is hidden, nothing bounds it any more.
 */
function hideUntilSafe(cells: Cells): void {
  let secrets = secretsOf(cells);
  for (let isHelped = true; isHelped;) {
    isHelped = false;
    const narrow = secrets.filter((secret) => !isWideEnough(cells, secret));
    secrets = [...narrow];
    for (const secret of narrow) {
      const other = nextToHide(cells, secret.cells);
      if (other === null) continue;
      cells.hide(other);
      secrets.push(...secretsAt(cells, other));
      isHelped = true;
    }
  }
}

/**
 * Takes the small counts out of a table, 1 to 4 of the columns and of what they leave of each other, and as many more
 * that nobody can solve what is shown for them: every small count could be 5 or more as well, or any of 1 to 4, and no
 * hidden one can be pinned to a value. Zero is always shown. The same table always gets the same holes.
 * After choosing the holes it checks them: each hidden count is moved as far as what is shown lets it, in
 * another table that would look the same (other-table.ts).
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
