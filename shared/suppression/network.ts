import type { Cell, Cells, Relation } from './cells.ts';
import { arcsByNode, movableBy } from './circulation.ts';
import type { Arc } from './circulation.ts';

/** No published count bounds this one from above. */
const UNBOUNDED = Number.MAX_SAFE_INTEGER;

/** Which column of a relation an arc belongs to; REST is what the whole has and the part has not. */
export type Side = 'PART' | 'WHOLE' | 'REST';

/** How far a count of a relation can be moved without any published one showing it. */
export interface Network {
  movable: (side: Side, row: number, way: { isUp: boolean; enough: number }) => number;
}

/**
 * How small and how large a hidden count can be beside the other columns, which are taken as they are: what is found
 * that way is possible in the whole table. Zero is always shown, so what is hidden is at least one.
 */
function boundsOf(cells: Cells, cell: Cell, relation: Relation): [number, number] {
  const others = cells.relations.filter((other) => other !== relation && other.whole !== null);
  const count = (column: number) => cells.count({ column, row: cell.row });
  const parts = others.filter(({ whole }) => whole === cell.column).map(({ part }) => count(part));
  const wholes = others
    .filter(({ part }) => part === cell.column)
    .flatMap(({ whole }) => (whole === null ? [] : [count(whole)]));
  return [Math.max(1, ...parts), Math.min(UNBOUNDED, ...wholes)];
}

/** By how much a count can grow and shrink as far as it alone is concerned. */
function roomOf(cells: Cells, relation: Relation, side: Side, row: number): [number, number] {
  const part = { column: relation.part, row };
  const whole = { column: relation.whole ?? relation.part, row };
  if (side === 'REST') {
    const isKnown = !cells.isHidden(part) && !cells.isHidden(whole);
    return isKnown ? [0, 0] : [UNBOUNDED, cells.count(whole) - cells.count(part)];
  }
  const cell = side === 'PART' ? part : whole;
  if (!cells.isHidden(cell)) return [0, 0];
  const [least, most] = boundsOf(cells, cell, relation);
  return [most - cells.count(cell), cells.count(cell) - least];
}

const TRUNKS = { PART: 0, REST: 1, WHOLE: 2 } as const;

/**
 * The ends of a count's arc: parts and rests flow from a row down to its parts and meet in the rows that have none; from
 * there the wholes flow back up.
 */
function endsOf(cells: Cells, relation: Relation, side: Side, row: number): [number, number] {
  const outside = 3 * cells.rows;
  const parent = cells.parentOf(row);
  const top = parent === null ? outside : 3 * parent + TRUNKS[side];
  const meeting = relation.whole === null ? outside : 3 * row;
  const bottom = cells.isLeaf(row) ? meeting : 3 * row + TRUNKS[side];
  return side === 'WHOLE' ? [bottom, top] : [top, bottom];
}

function sidesOf({ whole }: Relation): readonly Side[] {
  return whole === null ? ['PART'] : ['PART', 'REST', 'WHOLE'];
}

/** A relation's counts as a network of flows, with the room that the holes chosen so far leave them. */
export function networkOf(cells: Cells, relation: Relation): Network {
  const sides = sidesOf(relation);
  const arcs = sides.flatMap((side) =>
    Array.from({ length: cells.rows }, (_, row): Arc => {
      const [from, to] = endsOf(cells, relation, side, row);
      const [growth, shrinkage] = roomOf(cells, relation, side, row);
      return { from, to, growth, shrinkage };
    }),
  );
  const byNode = arcsByNode(arcs);
  return {
    movable: (side, row, way) =>
      movableBy(arcs, byNode, sides.indexOf(side) * cells.rows + row, way),
  };
}
