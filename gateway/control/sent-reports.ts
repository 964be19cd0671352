import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';
import type { ReportSentTable, Tables } from './tables.ts';

export type SentReport = Selectable<ReportSentTable>;
export type ListedSentReport = Omit<SentReport, 'content'>;

/** Keeps a report as it was sent: the bytes of its JSON, never to be changed. */
export async function keepSentReport(
  db: Kysely<Tables>,
  report: Pick<SentReport, 'plan' | 'period' | 'unit' | 'suppressed' | 'content' | 'sentBy'>,
): Promise<{ id: string; sentAt: Date }> {
  const hash = createHash('sha256').update(report.content).digest();
  return db
    .insertInto('reportSent')
    .values({ ...report, id: randomUUID(), hash })
    .returning(['id', 'sentAt'])
    .executeTakeFirstOrThrow();
}

/** The report that was sent under an id. */
export async function findSentReport(db: Kysely<Tables>, id: string): Promise<SentReport | null> {
  const found = await db
    .selectFrom('reportSent')
    .selectAll()
    .where(sql<boolean>`id::text = ${id}`)
    .executeTakeFirst();
  return found ?? null;
}

/** Every report that was sent, the newest first, without its content. */
export function listSentReports(db: Kysely<Tables>): Promise<ListedSentReport[]> {
  return db
    .selectFrom('reportSent')
    .select(['id', 'plan', 'period', 'unit', 'suppressed', 'hash', 'sentAt', 'sentBy'])
    .orderBy('sentAt', 'desc')
    .execute();
}
