import type { Cell, Cells } from './cells.ts';

/** A count that stands further than this from another does not keep it from moving as far as it is to. */
const NEAR = 5;

/** The smallest of the cells that are still shown, zero left out; null when there is none. */
function smallestShown(cells: Cells, candidates: readonly Cell[]): Cell | null {
  const [smallest] = candidates
    .filter((cell) => !cells.isHidden(cell) && cells.count(cell) > 0)
    .sort((one, other) => cells.count(one) - cells.count(other));
  return smallest ?? null;
}

function inRows(column: number, rows: readonly number[]): Cell[] {
  return rows.map((row) => ({ column, row }));
}

/** The cells of the columns that hold this one or that it holds, where they are near enough to be in the way. */
function related(cells: Cells, column: number, rows: readonly number[]): Cell[] {
  const columns = [...cells.wholesOf(column), ...cells.partsOf(column)];
  const distance = ({ column: other, row }: Cell) =>
    Math.abs(cells.count({ column: other, row }) - cells.count({ column, row }));
  return columns.flatMap((other) => inRows(other, rows)).filter((cell) => distance(cell) < NEAR);
}

/** What to hide about a cell, from its own row up to the top. */
function findAbout(cells: Cells, { column, row }: Cell): Cell | null {
  for (let at: number | null = row; at !== null; at = cells.parentOf(at)) {
    const siblings = cells.siblingsOf(at);
    const parts = at === row ? cells.rowsIn(at) : [];
    const found =
      smallestShown(cells, inRows(column, siblings)) ??
      smallestShown(cells, inRows(column, [at])) ??
      smallestShown(cells, inRows(column, parts)) ??
      smallestShown(cells, related(cells, column, [at])) ??
      smallestShown(cells, related(cells, column, [...siblings, ...parts]));
    if (found !== null) return found;
  }
  return null;
}

function firstFound(secret: readonly Cell[], find: (cell: Cell) => Cell | null): Cell | null {
  for (const cell of secret) {
    const found = find(cell);
    if (found !== null) return found;
  }
  return null;
}

/** What to hide anywhere in a cell's column and where others are in its way; then about those, so that they can move. */
function findAnywhere(cells: Cells, { column }: Cell): Cell | null {
  const rows = Array.from({ length: cells.rows }, (_, row) => row);
  const others = related(cells, column, rows);
  const hidden = others.filter((cell) => cells.isHidden(cell));
  return (
    smallestShown(cells, inRows(column, rows)) ??
    smallestShown(cells, others) ??
    firstFound(hidden, (cell) => findAbout(cells, cell))
  );
}

/**
 * The count to hide next so that the cells of a secret can move more freely: beside one in its column, then among its
 * parts, then in the columns that hold it or that it holds, then the row they are parts of, and so on up; last, anywhere
 * in these columns. Null when nothing is left to hide that could be in the way.
 */
export function nextToHide(cells: Cells, secret: readonly Cell[]): Cell | null {
  return (
    firstFound(secret, (cell) => findAbout(cells, cell)) ??
    firstFound(secret, (cell) => findAnywhere(cells, cell))
  );
}
