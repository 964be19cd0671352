import { ChildSet } from '../cohort/child-set.ts';

/**
 * How rows are streamed: as COPY's text format writes them (PostgreSQL manual, COPY), a line a child, the serial first,
 * in ascending order. The last line says that it is the last, and how many came before it: a stream that ends otherwise
 * was cut off. One of a list begins with who is in it.
 */
export const LAST_LINE = '\\.';

/** The line that ends a stream. */
export function lastLine(rows: number): Buffer {
  return Buffer.from(`${LAST_LINE}\t${rows}\n`);
}

/** The line that a list's stream begins with. */
export function childrenLine(children: ChildSet): Buffer {
  return Buffer.from(`${Buffer.from(children.toBytes()).toString('base64')}\n`);
}

/** Reads what `childrenLine` wrote, its end left out; throws a RangeError for anything else. */
export function readChildren(line: Uint8Array): ChildSet {
  return ChildSet.fromBytes(Buffer.from(Buffer.from(line).toString('latin1'), 'base64'));
}
