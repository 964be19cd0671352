import type { Pool } from 'pg';
import { copyOut } from '../database/copy.ts';
import type { Copied } from '../database/copy.ts';
import type { ChildSet } from '../cohort/child-set.ts';
import { slicesOf } from './asked-children.ts';
import type { StatementFor } from './row-statement.ts';

/** The rows of one slice, as COPY's text format has them. */
async function readSlice(pool: Pool, statement: string): Promise<Copied> {
  const client = await pool.connect();
  try {
    const copied = await copyOut(client, statement);
    client.release();
    return copied;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/**
 * Reads the rows of a set of children slice by slice, the next one while this one is taken, and holds no connection while
 * nobody takes them: however slowly that goes, and however many children there are, two slices are in memory at most.
 */
export async function* readRows(
  pool: Pool,
  children: ChildSet,
  statementFor: StatementFor,
): AsyncGenerator<Copied> {
  const slices = slicesOf(children);
  const start = () => {
    const { value, done } = slices.next();
    const reading = done === true ? null : readSlice(pool, statementFor(value));
    // It is awaited in its turn.
    reading?.catch(() => undefined);
    return reading;
  };
  for (let current = start(); current !== null;) {
    const copied = await current;
    const next = start();
    yield copied;
    current = next;
  }
}
