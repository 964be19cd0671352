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

/** Whether a child is in a slice: as a range where all of it is asked for, as bits where much is, by name where little is. */
export function isIn(slice: Slice) {
  const [first = 0, last = -1] = [slice[0], slice.at(-1)];
  const count = last - first + 1;
  const names = sql.lit(`{${slice.join()}}`);
  const bits = sql.lit(`\\x${bitsOf(slice, first, slice.length * SPARSE < count ? 0 : count)}`);
  return (column: Sql = sql.ref('child_no')): Sql => {
    if (slice.length * SPARSE < count) return sql`${column} = any(${names}::bigint[])`;
    const isBetween = sql`${column} between ${sql.lit(first)} and ${sql.lit(last)}`;
    if (slice.length === count) return isBetween;
    const isMarked = sql`get_bit(${bits}::bytea, (${column} - ${sql.lit(first)})::int) = 1`;
    return sql`(${isBetween} and case when ${isBetween} then ${isMarked} else false end)`;
  };
}
