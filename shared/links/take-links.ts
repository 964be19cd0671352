import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import { z } from 'zod';
import { snakeCase } from '../database/snake-case.ts';
import type { RecordKind } from '../imports/record-kind.ts';
import type { LinkChange, LinkReceipt } from './link-change.ts';
import { readRecordKey } from './record-key.ts';

/** PostgreSQL's code for a row that would be there twice. */
const UNIQUE_VIOLATION = '23505';
const refusal = z.object({ code: z.literal(UNIQUE_VIOLATION) });

type Linkable = Pick<RecordKind, 'name' | 'table' | 'key'>;

async function write(
  db: QueryExecutorProvider,
  { table, key }: Linkable,
  { recordKey, childNo }: LinkChange,
): Promise<void> {
  const values = readRecordKey(recordKey, key.length);
  if (values === null) return;
  const isRecord = key.map(
    (column, place) => sql`${sql.ref(snakeCase(column))} = ${values[place]}`,
  );
  await sql`
    update ${sql.table(snakeCase(table))} set child_no = ${childNo}, recorded_at = now()
    where ${sql.join(isRecord, sql` and `)} and child_no is distinct from ${childNo}::bigint
  `.execute(db);
}

async function take(
  db: QueryExecutorProvider,
  kinds: readonly Linkable[],
  change: LinkChange,
): Promise<LinkReceipt> {
  const { id, childNo } = change;
  const kind = kinds.find(({ name }) => name === change.recordKind);
  try {
    if (kind) await write(db, kind, change);
    return { id, childNo, outcome: 'TAKEN' };
  } catch (error) {
    if (!refusal.safeParse(error).success) throw error;
    return { id, childNo, outcome: 'REFUSED' };
  }
}

/**
 * Writes into a department's own tables whose its records are, each change for itself and in order; a record that is not
 * there needs nothing. Throws where the database is away.
 */
export async function takeLinks(
  db: QueryExecutorProvider,
  kinds: readonly Linkable[],
  changes: readonly LinkChange[],
): Promise<LinkReceipt[]> {
  const receipts: LinkReceipt[] = [];
  for (const change of changes) receipts.push(await take(db, kinds, change));
  return receipts;
}
