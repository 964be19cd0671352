import type { Cell, Cells, Relation } from './cells.ts';
import { networkOf } from './network.ts';
import type { Network, Side } from './network.ts';
import { isSmall } from './small-counts.ts';

/** The first count that is no small one. */
const LARGE = 5;

interface Placed extends Cell {
  side: Side;
  network: Network;
  count: number;
}

/** Whether what is shown leaves open that the count is another, and for a small one, that it is not small or any small one. */
function isWideEnough({ network, side, row, count }: Placed): boolean {
  const growth = network.movable(side, row, { isUp: true, enough: Math.max(1, LARGE - count) });
  if (isSmall(count)) {
    if (count + growth >= LARGE) return true;
    if (count + growth < LARGE - 1) return false;
    return network.movable(side, row, { isUp: false, enough: count - 1 }) === count - 1;
  }
  return growth > 0 || network.movable(side, row, { isUp: false, enough: 1 }) > 0;
}

function place(cells: Cells, relation: Relation, network: Network, row: number): Placed[] {
  const part = { column: relation.part, row };
  const inPart: Placed = { ...part, side: 'PART', network, count: cells.count(part) };
  if (relation.whole === null) return cells.isHidden(part) ? [inPart] : [];
  const whole = { column: relation.whole, row };
  const inWhole: Placed = { ...whole, side: 'WHOLE', network, count: cells.count(whole) };
  const rest = inWhole.count - inPart.count;
  const inRest: Placed = { ...part, side: 'REST', network, count: rest };
  return [
    ...(cells.isHidden(part) ? [inPart] : []),
    ...(cells.isHidden(whole) ? [inWhole] : []),
    ...(isSmall(rest) ? [inRest] : []),
  ];
}

/**
 * The hidden counts that what is shown gives away, or nearly. A column's count is safe when one of its relations lets it
 * move far enough; what a part leaves of its whole has only that one relation, and is answered as the part's cell.
 */
export function findTooNarrow(cells: Cells): Cell[] {
  const placed = cells.relations.flatMap((relation) => {
    const network = networkOf(cells, relation);
    return Array.from({ length: cells.rows }, (_, row) =>
      place(cells, relation, network, row),
    ).flat();
  });
  const rests = placed.filter((each) => each.side === 'REST' && !isWideEnough(each));
  const byCell = new Map<string, Placed[]>();
  for (const each of placed.filter(({ side }) => side !== 'REST')) {
    const key = `${each.column} ${each.row}`;
    byCell.set(key, [...(byCell.get(key) ?? []), each]);
  }
  const counts = [...byCell.values()].filter((ways) => !ways.some(isWideEnough));
  return [...rests, ...counts.flatMap((ways) => ways.slice(0, 1))].map(({ column, row }) => ({
    column,
    row,
  }));
}
