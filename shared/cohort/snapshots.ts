import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';

/** A topic's records as they were saved, and the place in the change log they stand at. */
export interface Snapshot {
  position: bigint;
  content: Buffer;
}

/** Reads a topic's saved records; null where none are saved. */
export async function readSnapshot(
  db: QueryExecutorProvider,
  topic: string,
): Promise<Snapshot | null> {
  const { rows } = await sql<{ position: string; content: Buffer }>`
    select position::text as position, content from cohort_snapshot where topic = ${topic}
  `.execute(db);
  const [row] = rows;
  return row === undefined ? null : { position: BigInt(row.position), content: row.content };
}

/** Saves a topic's records, unless another process has saved newer ones. */
export async function saveSnapshot(
  db: QueryExecutorProvider,
  topic: string,
  { position, content }: Snapshot,
): Promise<void> {
  await sql`
    insert into cohort_snapshot (topic, position, content) values (${topic}, ${String(position)}::xid8, ${content})
    on conflict (topic) do update set position = excluded.position, content = excluded.content
    where cohort_snapshot.position < excluded.position
  `.execute(db);
}

/** Says that a topic's saved records still stand at a later position. */
export async function moveSnapshot(
  db: QueryExecutorProvider,
  topic: string,
  position: bigint,
): Promise<void> {
  await sql`
    update cohort_snapshot set position = ${String(position)}::xid8
    where topic = ${topic} and position < ${String(position)}::xid8
  `.execute(db);
}
