import { sql } from 'kysely';
import type { ChildSet } from '../cohort/child-set.ts';
import type { Sql } from './row-topic.ts';

/** Children of one statement: few enough that its rows are held, many enough that planning it costs little. */
const CHILDREN_PER_SLICE = 20_000;

/** Where fewer than one in so many is asked for, they are named one by one. */
const SPARSE = 16;

/** Some children of a set, in order. */
export type Slice = readonly number[];

/** The children of a set in order, so many at a time. */
export function* slicesOf(children: ChildSet, size = CHILDREN_PER_SLICE): Generator<Slice, void> {
  let slice: number[] = [];
  for (const childNo of children.above()) {
    slice.push(childNo);
    if (slice.length < size) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}

function bitsOf(slice: Slice, first: number, count: number): string {
  const bits = Buffer.alloc(Math.ceil(count / 8));
  for (const childNo of slice) {
    const byte = (childNo - first) >>> 3;
    bits[byte] = (bits[byte] ?? 0) | (1 << ((childNo - first) & 7));
  }
  return bits.toString('hex');
}

const CHILD_NO = sql.ref('child_no');

/**
 * Conditions for a slice: `isNear` of the column of a child's serial, for which indexes find those asked for and few
 * others, and `isAsked` of the rows that are left. All of a range is asked for as that, much of it by bits besides, and
 * little of it by name.
 */
export function conditionsOf(slice: Slice): { isNear: (column?: Sql) => Sql; isAsked: Sql } {
  const [first = 0, last = -1] = [slice[0], slice.at(-1)];
  const count = last - first + 1;
  if (slice.length * SPARSE < count) {
    const names = sql.lit(`{${slice.join()}}`);
    return {
      isNear: (column = CHILD_NO) => sql`${column} = any(${names}::bigint[])`,
      isAsked: sql`true`,
    };
  }
  const isNear = (column = CHILD_NO) =>
    sql`${column} between ${sql.lit(first)} and ${sql.lit(last)}`;
  if (slice.length === count) return { isNear, isAsked: sql`true` };
  const bits = sql.lit(`\\x${bitsOf(slice, first, count)}`);
  const isMarked = sql`get_bit(${bits}::bytea, (${CHILD_NO} - ${sql.lit(first)})::int) = 1`;
  // No bit lies out of range, whatever the planner does first.
  return { isNear, isAsked: sql`case when ${isNear()} then ${isMarked} else false end` };
}
