import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { z } from 'zod';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Trail } from '../audit/trail.ts';
import type { EmergencyRow, Tables } from './tables.ts';

/** What the trail is told before anything counts. */
type RecordEmergency = Trail['recordEmergency'];

const MINUTES = 30;

function isOpen() {
  return sql<boolean>`expires_at > now() and reviewed_at is null`;
}

/** The emergencies of a viewer that count now. */
export function findOpen(db: Kysely<Tables>, subject: string): Promise<EmergencyRow[]> {
  return db
    .selectFrom('emergency')
    .selectAll()
    .where('subject', '=', subject)
    .where(isOpen())
    .orderBy('openedAt')
    .execute();
}

/** Lets one request at a time open an emergency of this viewer for this child. */
async function takeTurn(tx: Transaction<Tables>, subject: string, childNo: number): Promise<void> {
  const name = JSON.stringify([subject, childNo]);
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx);
}

/** By the database's clock, to the millisecond: what all gateways share. */
async function thirtyMinutesFromNow(tx: Transaction<Tables>) {
  const { now } = await tx
    .selectNoFrom(sql<Date>`date_trunc('milliseconds', clock_timestamp())`.as('now'))
    .executeTakeFirstOrThrow();
  return { openedAt: now, expiresAt: new Date(now.getTime() + MINUTES * 60_000) };
}

/** Opens an emergency, or answers the one that is open. It counts once it is in the trail. */
export function openEmergency(
  db: Kysely<Tables>,
  record: RecordEmergency,
  { subject, childNo, reason }: Pick<EmergencyRow, 'subject' | 'childNo' | 'reason'>,
): Promise<EmergencyRow> {
  return db.transaction().execute(async (tx) => {
    await takeTurn(tx, subject, childNo);
    const open = (await findOpen(tx, subject)).find((emergency) => emergency.childNo === childNo);
    const event = { kind: 'OPENED', subject, childNo, statement: reason } as const;
    if (open) {
      if (open.reason !== reason)
        await record({ ...event, emergencyId: open.id, expiresAt: open.expiresAt });
      return open;
    }
    const id = randomUUID();
    const times = await thirtyMinutesFromNow(tx);
    await record({ ...event, emergencyId: id, expiresAt: times.expiresAt });
    return tx
      .insertInto('emergency')
      .values({ id, subject, childNo, reason, ...times })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

function notThere(): GraphError {
  return new GraphError('INVALID_ARGUMENT', {
    en: 'There is no emergency of that id. Take it from the list of emergencies.',
    vi: 'Không có trường hợp khẩn cấp nào có mã này. Hãy lấy mã từ danh sách khẩn cấp.',
  });
}

/** Why this subject may not close this review; null where it may. */
function objection({ subject, reviewedAt }: EmergencyRow, reviewer: string): GraphError | null {
  if (reviewedAt !== null)
    return new GraphError('INVALID_ARGUMENT', {
      en: 'The review of this emergency is closed already. Read its decision in the list of emergencies.',
      vi: 'Việc xem xét trường hợp khẩn cấp này đã kết thúc. Hãy đọc quyết định trong danh sách khẩn cấp.',
    });
  if (subject !== reviewer) return null;
  return new GraphError('INVALID_ARGUMENT', {
    en: 'You opened this emergency yourself. Ask another data protection officer to review it.',
    vi: 'Chính bạn đã mở trường hợp khẩn cấp này. Hãy đề nghị cán bộ bảo vệ dữ liệu khác xem xét.',
  });
}

/**
 * Closes an emergency's review with a decision, and ends the emergency where it is still open. Throws INVALID_ARGUMENT for
 * an unknown id, a review closed before, and for whoever opened the emergency.
 */
export function closeReview(
  db: Kysely<Tables>,
  record: RecordEmergency,
  { id, reviewer, decision }: { id: string; reviewer: string; decision: string },
): Promise<EmergencyRow> {
  return db.transaction().execute(async (tx) => {
    if (!z.guid().safeParse(id).success) throw notThere();
    const emergency = await tx
      .selectFrom('emergency')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (emergency === undefined) throw notThere();
    const refusal = objection(emergency, reviewer);
    if (refusal !== null) throw refusal;
    const { childNo } = emergency;
    const event = { kind: 'REVIEWED', emergencyId: emergency.id, childNo } as const;
    await record({ ...event, subject: reviewer, statement: decision, expiresAt: null });
    return tx
      .updateTable('emergency')
      .set({ reviewedAt: sql<Date>`clock_timestamp()`, reviewedBy: reviewer, decision })
      .where('id', '=', emergency.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}
