/**
 * Counts that may move without any published sum changing are flow that goes round in a circle. This holds the counts as
 * arcs with room to grow and to shrink, and finds how far one of them can be moved along such circles. Since every arc
 * is in two sums only, what flows in whole numbers is exact (a network matrix is totally unimodular).
 */
export interface Arc {
  from: number;
  to: number;
  /** By how much the count can grow and shrink as far as it alone is concerned. */
  growth: number;
  shrinkage: number;
}

/** One step of a circle: along an arc, or against it. */
interface Step {
  arc: number;
  isForward: boolean;
  before: Step | null;
}

type Room = (arc: number, isForward: boolean) => number;

/** The arcs at each node, by their places. */
export function arcsByNode(
  arcs: readonly Pick<Arc, 'from' | 'to'>[],
): ReadonlyMap<number, number[]> {
  const byNode = new Map<number, number[]>();
  arcs.forEach(({ from, to }, place) => {
    for (const node of [from, to]) byNode.set(node, [...(byNode.get(node) ?? []), place]);
  });
  return byNode;
}

function findPath(
  arcs: readonly Arc[],
  byNode: ReadonlyMap<number, number[]>,
  [start, end]: readonly [number, number],
  room: Room,
): Step | null {
  const seen = new Set([start]);
  const queue: { node: number; step: Step | null }[] = [{ node: start, step: null }];
  for (const { node, step } of queue) {
    for (const place of byNode.get(node) ?? []) {
      const arc = arcs[place];
      if (arc === undefined) continue;
      const isForward = arc.from === node;
      const next = isForward ? arc.to : arc.from;
      if (seen.has(next) || room(place, isForward) <= 0) continue;
      const reached = { arc: place, isForward, before: step };
      if (next === end) return reached;
      seen.add(next);
      queue.push({ node: next, step: reached });
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
 * By how much arc `place` can be moved, up or down, with all sums kept; answers no more than `enough`.
 */
export function movableBy(
  arcs: readonly Arc[],
  byNode: ReadonlyMap<number, number[]>,
  place: number,
  { isUp, enough }: { isUp: boolean; enough: number },
): number {
  const arc = arcs[place];
  if (arc === undefined) return 0;
  const most = Math.min(enough, isUp ? arc.growth : arc.shrinkage);
  const ends = isUp ? ([arc.to, arc.from] as const) : ([arc.from, arc.to] as const);
  // An arc whose ends meet moves by itself: its count is in no sum.
  if (arc.from === arc.to) return most;
  const moved = new Map<number, number>();
  const room: Room = (other, isForward) => {
    const candidate = arcs[other];
    if (candidate === undefined || other === place) return 0;
    const by = moved.get(other) ?? 0;
    return isForward ? candidate.growth - by : candidate.shrinkage + by;
  };
  let done = 0;
  while (done < most) {
    const last = findPath(arcs, byNode, ends, room);
    if (last === null) break;
    const steps = stepsOf(last);
    const amount = Math.min(most - done, ...steps.map((step) => room(step.arc, step.isForward)));
    for (const step of steps)
      moved.set(step.arc, (moved.get(step.arc) ?? 0) + (step.isForward ? amount : -amount));
    done += amount;
  }
  return done;
}
