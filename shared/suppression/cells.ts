import { treeOf } from './circulation.ts';
import type { RowTree } from './circulation.ts';
import type { CountTable } from './count-table.ts';

/** A cell of the table: a row of a column. */
export interface Cell {
  column: number;
  row: number;
}

/** The table in a form to reckon with, and which of its cells are hidden so far. */
export interface Cells {
  rows: number;
  columns: number;
  tree: RowTree;
  parentOf: (row: number) => number | null;
  /** The rows that are parts of the same row, this one left out. */
  siblingsOf: (row: number) => readonly number[];
  /** The rows that are parts of this one. */
  rowsIn: (row: number) => readonly number[];
  count: (cell: Cell) => number;
  isHidden: (cell: Cell) => boolean;
  hide: (cell: Cell) => void;
  /** The columns that hold this one, and those that this one holds. */
  wholesOf: (column: number) => readonly number[];
  partsOf: (column: number) => readonly number[];
}

function relationsOf({ columns, within }: CountTable) {
  const places = new Map([...columns.keys()].map((name, place) => [name, place]));
  const wholes = Array.from(places, (): number[] => []);
  const parts = Array.from(places, (): number[] => []);
  for (const { part, whole } of within) {
    const [inner = 0, outer = 0] = [places.get(part), places.get(whole)];
    wholes[inner]?.push(outer);
    parts[outer]?.push(inner);
  }
  return { wholes, parts };
}

/** Lays a table out with nothing hidden. */
export function cellsOf(table: CountTable): Cells {
  const { parents } = table;
  const counts = [...table.columns.values()];
  const { wholes, parts } = relationsOf(table);
  const below = new Map<number | null, number[]>();
  parents.forEach((parent, row) => below.set(parent, [...(below.get(parent) ?? []), row]));
  const hidden = counts.map(() => new Set<number>());
  const parentOf = (row: number) => parents[row] ?? null;
  return {
    rows: parents.length,
    columns: counts.length,
    tree: treeOf(parents),
    parentOf,
    siblingsOf: (row) => {
      const parent = parentOf(row);
      return parent === null ? [] : (below.get(parent) ?? []).filter((other) => other !== row);
    },
    rowsIn: (row) => below.get(row) ?? [],
    count: ({ column, row }) => counts[column]?.[row] ?? 0,
    isHidden: ({ column, row }) => hidden[column]?.has(row) ?? false,
    hide: ({ column, row }) => hidden[column]?.add(row),
    wholesOf: (column) => wholes[column] ?? [],
    partsOf: (column) => parts[column] ?? [],
  };
}
