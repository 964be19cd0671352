/**
 * The counts of one column that may move without any published sum changing are flow that goes round in circles: down
 * the tree of rows, through a row that has no parts to the outside, and from there to the top again. Every count is in
 * two sums at most, so flow in whole numbers is exact (a network matrix is totally unimodular).
 */
export interface RowTree {
  /** For each row: the places its count flows from and to. */
  ends: readonly (readonly [number, number])[];
  rowsAt: ReadonlyMap<number, readonly number[]>;
}

/** By how much a row's count may still grow, or shrink. */
export type Room = (row: number, isUp: boolean) => number;

/** One step of a circle: a row's count that grows, or shrinks. */
interface Step {
  row: number;
  isUp: boolean;
  before: Step | null;
}

/** Lays rows out as places between which their counts flow. */
export function treeOf(parents: readonly (number | null)[]): RowTree {
  const outside = parents.length;
  const isWhole = new Set(parents);
  const ends = parents.map((parent, row): [number, number] => [
    parent ?? outside,
    isWhole.has(row) ? row : outside,
  ]);
  const rowsAt = new Map<number, number[]>();
  ends.forEach((places, row) => {
    for (const place of places) rowsAt.set(place, [...(rowsAt.get(place) ?? []), row]);
  });
  return { ends, rowsAt };
}

/** The shortest way from one place to another over rows that have room; null where there is none. */
function findWay(
  { ends, rowsAt }: RowTree,
  [start, end]: readonly [number, number],
  room: Room,
): Step | null {
  const seen = new Set([start]);
  const queue: { place: number; step: Step | null }[] = [{ place: start, step: null }];
  for (const { place, step } of queue) {
    for (const row of rowsAt.get(place) ?? []) {
      const [from, to] = ends[row] ?? [place, place];
      const isUp = from === place;
      const next = isUp ? to : from;
      if (seen.has(next) || room(row, isUp) <= 0) continue;
      const reached = { row, isUp, before: step };
      if (next === end) return reached;
      seen.add(next);
      queue.push({ place: next, step: reached });
    }
  }
  return null;
}

function stepsOf(last: Step): Step[] {
  const steps: Step[] = [];
  for (let step: Step | null = last; step !== null; step = step.before) steps.push(step);
  return steps;
}

/**
 * Finds a circle on which one row's count can be moved, with all sums kept, and by how much at most; empty where there
 * is none.
 */
export function findCircle(
  tree: RowTree,
  row: number,
  isUp: boolean,
  room: Room,
): { steps: readonly Omit<Step, 'before'>[]; most: number } {
  const [from = 0, to = 0] = tree.ends[row] ?? [];
  const own = { row, isUp };
  const most = room(row, isUp);
  if (from === to) return { steps: [own], most };
  const others: Room = (other, way) => (other === row ? 0 : room(other, way));
  const last = findWay(tree, isUp ? [to, from] : [from, to], others);
  if (last === null) return { steps: [], most: 0 };
  const steps = stepsOf(last);
  return {
    steps: [own, ...steps],
    most: Math.min(most, ...steps.map((step) => room(step.row, step.isUp))),
  };
}
