import type { CountTable } from './count-table.ts';

/** A cell of the table: a row of a column. */
export interface Cell {
  column: number;
  row: number;
}

/** A column within another, by their places; `whole` is null for a column that stands in no relation. */
export interface Relation {
  part: number;
  whole: number | null;
}

/** The table in a form to reckon with, and which of its cells are hidden so far. */
export interface Cells {
  rows: number;
  columns: number;
  parentOf: (row: number) => number | null;
  /** The rows that are parts of the same row, this one left out. */
  siblingsOf: (row: number) => readonly number[];
  isLeaf: (row: number) => boolean;
  count: (cell: Cell) => number;
  isHidden: (cell: Cell) => boolean;
  hide: (cell: Cell) => void;
  relations: readonly Relation[];
}

function relationsOf({ columns, within }: CountTable): Relation[] {
  const names = [...columns.keys()];
  const related = within.map(({ part, whole }) => ({
    part: names.indexOf(part),
    whole: names.indexOf(whole),
  }));
  const single = names.flatMap((name, column) =>
    within.some(({ part, whole }) => part === name || whole === name)
      ? []
      : [{ part: column, whole: null }],
  );
  return [...related, ...single];
}

/** Lays a table out with nothing hidden. */
export function cellsOf(table: CountTable): Cells {
  const { parents } = table;
  const counts = [...table.columns.values()];
  const parts = new Map<number | null, number[]>();
  parents.forEach((parent, row) => parts.set(parent, [...(parts.get(parent) ?? []), row]));
  const hidden = counts.map(() => new Set<number>());
  const parentOf = (row: number) => parents[row] ?? null;
  return {
    rows: parents.length,
    columns: counts.length,
    parentOf,
    siblingsOf: (row) => {
      const parent = parentOf(row);
      return parent === null ? [] : (parts.get(parent) ?? []).filter((other) => other !== row);
    },
    isLeaf: (row) => !parts.has(row),
    count: ({ column, row }) => counts[column]?.[row] ?? 0,
    isHidden: ({ column, row }) => hidden[column]?.has(row) ?? false,
    hide: ({ column, row }) => hidden[column]?.add(row),
    relations: relationsOf(table),
  };
}
