import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';

/** Children whose records of a topic were written by a transaction; null for all of them. */
export interface Change {
  topic: string;
  childNos: readonly number[] | null;
  transaction: bigint;
}

/** What one reading of the log says. */
export interface LogReading {
  /** Every transaction before this one is over: what is not in the log by now, it never wrote. */
  position: bigint;
  /** No transaction from this one on has begun. */
  end: bigint;
  /** The newest transaction whose entries were thrown away; null when none were. */
  goneUpTo: bigint | null;
  changes: Change[];
}

interface Entry {
  position: string;
  end: string;
  goneUpTo: string | null;
  topic: string | null;
  childNos: number[] | null;
  transaction: string | null;
}

/**
 * Reads the log from a position to its end, in one statement and so at one moment. A position is no sequence number:
 * numbers are given before a transaction commits, and a reader past one would miss the transaction that drew it and
 * committed later. It is the oldest transaction still running when the log was read (PostgreSQL's snapshot xmin), so
 * the next reading sees all that were not over; some entries come twice, and judging a child twice is harmless.
 */
export async function readLog(db: QueryExecutorProvider, from: bigint | null): Promise<LogReading> {
  const { rows } = await sql<Entry>`
    select pg_snapshot_xmin(now.snapshot)::text as position, pg_snapshot_xmax(now.snapshot)::text as end,
      (select gone_up_to::text from cohort_log) as gone_up_to,
      change.topic, to_json(change.child_nos) as child_nos, change.xid::text as transaction
    from (select pg_current_snapshot() as snapshot) now
    left join cohort_change change on change.xid >= ${from === null ? null : String(from)}::xid8
  `.execute(db);
  const [first] = rows;
  if (first === undefined) throw new Error('The change log cannot be read.');
  return {
    position: BigInt(first.position),
    end: BigInt(first.end),
    goneUpTo: first.goneUpTo === null ? null : BigInt(first.goneUpTo),
    changes: rows.flatMap(({ topic, childNos, transaction }) =>
      topic === null || transaction === null
        ? []
        : [{ topic, childNos, transaction: BigInt(transaction) }],
    ),
  };
}

/** Whether nothing written since a position is missing from the log; a position of another server is not of it. */
export function reachesBack(reading: LogReading, position: bigint): boolean {
  const { goneUpTo, end } = reading;
  return position <= end && (goneUpTo === null || goneUpTo < position);
}

/** Throws away what is older than a position and than an hour, which readers that are up will have read. */
export async function pruneLog(db: QueryExecutorProvider, position: bigint): Promise<void> {
  await sql`
    with gone as (
      delete from cohort_change
      where xid < ${String(position)}::xid8 and written_at < now() - interval '1 hour'
      returning xid
    )
    update cohort_log set gone_up_to = gone.last
    from (select xid as last from gone order by xid desc limit 1) gone
    where gone_up_to is null or gone_up_to < gone.last
  `.execute(db);
}
