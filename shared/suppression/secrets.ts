import type { Cell, Cells } from './cells.ts';
import { OtherTable } from './other-table.ts';
import { isSmall } from './small-counts.ts';

/** The first count that is no small one. */
const LARGE = 5;

/** A number that is not to be known: a count, or what one leaves of another. */
export interface Secret {
  count: number;
  /** The cells it is reckoned from. */
  cells: readonly Cell[];
  /** Moves it in a table that looks the same; answers by how much. */
  move: (table: OtherTable, isUp: boolean, by: number) => number;
}

/** Whether what is shown leaves open that a number is another; a small one, that it is no small one, or any of them. */
export function isWideEnough(cells: Cells, { count, move }: Secret): boolean {
  const movable = (isUp: boolean, by: number) => move(new OtherTable(cells), isUp, by);
  const growth = movable(true, Math.max(1, LARGE - count));
  if (!isSmall(count)) return growth > 0 || movable(false, 1) > 0;
  if (count + growth >= LARGE) return true;
  return count + growth === LARGE - 1 && movable(false, count - 1) === count - 1;
}

function countAt(cells: Cells, cell: Cell): Secret {
  return {
    count: cells.count(cell),
    cells: [cell],
    move: (table, isUp, by) => table.move(cell, isUp, by),
  };
}

/** What a part leaves of its whole grows when the part shrinks, or the whole grows. */
function restOf(cells: Cells, part: Cell, whole: Cell): Secret {
  return {
    count: cells.count(whole) - cells.count(part),
    cells: [part, whole],
    move: (table, isUp, by) => {
      const inPart = table.move(part, !isUp, by);
      return inPart + table.move(whole, isUp, by - inPart);
    },
  };
}

/** What is not to be known of a cell: its count where that is hidden, and what it leaves of larger ones where that is small. */
export function secretsAt(cells: Cells, cell: Cell): Secret[] {
  // What no part at all leaves of a whole is the whole itself.
  const wholes = cells.count(cell) === 0 ? [] : cells.wholesOf(cell.column);
  const rests = wholes
    .map((column) => restOf(cells, cell, { column, row: cell.row }))
    .filter(({ count }) => isSmall(count));
  return cells.isHidden(cell) ? [countAt(cells, cell), ...rests] : rests;
}

/** All that is not to be known of a table. */
export function secretsOf(cells: Cells): Secret[] {
  return Array.from({ length: cells.columns }, (_, column) =>
    Array.from({ length: cells.rows }, (__, row) => secretsAt(cells, { column, row })).flat(),
  ).flat();
}
