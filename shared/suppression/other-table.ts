import type { Cell, Cells } from './cells.ts';
import { findCircle } from './circulation.ts';
import type { Room } from './circulation.ts';

/** No published count bounds this one from above. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/**
 * Another table of counts that looks the same when published: whatever is found by moving counts in it, an attacker
 * must hold to be possible. It starts as the true one.
 */
export class OtherTable {
  readonly #cells: Cells;
  readonly #moved = new Map<number, number>();

  constructor(cells: Cells) {
    this.#cells = cells;
  }

  #place({ column, row }: Cell): number {
    return column * this.#cells.rows + row;
  }

  count(cell: Cell): number {
    return this.#cells.count(cell) + (this.#moved.get(this.#place(cell)) ?? 0);
  }

  /** How far a column's count is from those that bound it, columns that move with it left out. */
  #distance({ column, row }: Cell, isUp: boolean, together: readonly number[]): number {
    const { wholesOf, partsOf } = this.#cells;
    const own = this.count({ column, row });
    const bounds = (isUp ? wholesOf(column) : partsOf(column))
      .filter((other) => !together.includes(other))
      .map((other) => this.count({ column: other, row }));
    // Zero is always shown, so at least 1 is left of what is hidden.
    return isUp ? Math.min(UNBOUNDED, ...bounds) - own : own - Math.max(1, ...bounds);
  }

  /** By how much the hidden counts of some columns can move together. */
  #room(columns: readonly number[]): Room {
    return (row, isUp) => {
      if (!columns.every((column) => this.#cells.isHidden({ column, row }))) return 0;
      return Math.min(...columns.map((column) => this.#distance({ column, row }, isUp, columns)));
    };
  }

  /** The hidden columns, this one first, that bound a count or each other, and that `isMeant`. */
  #bounding({ column, row }: Cell, isUp: boolean, isMeant: (count: number) => boolean): number[] {
    const { wholesOf, partsOf, isHidden } = this.#cells;
    const found = new Set([column]);
    for (const each of found)
      for (const other of isUp ? wholesOf(each) : partsOf(each)) {
        const cell = { column: other, row };
        if (isHidden(cell) && isMeant(this.count(cell))) found.add(other);
      }
    return [...found];
  }

  /** Moves a row's count in some columns at once; answers by how much. */
  #moveTogether(columns: readonly number[], row: number, isUp: boolean, by: number): number {
    const room = this.#room(columns);
    let done = 0;
    while (done < by) {
      const { steps, most } = findCircle(this.#cells.tree, row, isUp, room);
      const amount = Math.min(most, by - done);
      if (amount <= 0) break;
      for (const column of columns)
        for (const step of steps) {
          const place = this.#place({ column, row: step.row });
          const delta = step.isUp ? amount : -amount;
          this.#moved.set(place, (this.#moved.get(place) ?? 0) + delta);
        }
      done += amount;
    }
    return done;
  }

  /**
   * Moves a count up or down with every published sum kept: alone, then together with what stands in its way, with all
   * that bounds it, or after what stands in its way was moved. Answers by how much, at most `by`.
   */
  move(cell: Cell, isUp: boolean, by: number): number {
    const { column, row } = cell;
    const reached = this.count(cell) + (isUp ? by : -by);
    const isInTheWay = (count: number) => (isUp ? count < reached : count > reached);
    const inTheWay = this.#bounding(cell, isUp, isInTheWay);
    let done = 0;
    for (const columns of [[column], inTheWay, this.#bounding(cell, isUp, () => true)])
      done += done < by ? this.#moveTogether(columns, row, isUp, by - done) : 0;
    if (done >= by || inTheWay.length === 1) return done;
    for (const other of inTheWay.slice(1)) {
      const lacking = reached - this.count({ column: other, row });
      if (isUp ? lacking > 0 : lacking < 0)
        this.move({ column: other, row }, isUp, Math.abs(lacking));
    }
    return done + this.#moveTogether([column], row, isUp, by - done);
  }
}
