import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely, UpdateObject } from 'kysely';
import { z } from 'zod';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Trail } from '../audit/trail.ts';
import type { EmergencyRow, Tables } from './tables.ts';

/** What the trail is told before anything counts. */
type RecordEmergency = Trail['recordEmergency'];

const MINUTES = 30;

function isOpen() {
  return sql<boolean>`is_in_force and reviewed_at is null and expires_at > now()`;
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

/** Runs steps on one connection, each committed by itself, while no other gateway runs those of the same name. */
function inTurn<Result>(
  db: Kysely<Tables>,
  name: readonly unknown[],
  steps: (connection: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  const key = sql`hashtextextended(${JSON.stringify(name)}, 0)`;
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${key})`.execute(connection);
    try {
      return await steps(connection);
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(connection);
    }
  });
}

/** By the database's clock, to the millisecond: what all gateways share. */
async function thirtyMinutesFromNow(db: Kysely<Tables>) {
  const { now } = await db
    .selectNoFrom(sql<Date>`date_trunc('milliseconds', clock_timestamp())`.as('now'))
    .executeTakeFirstOrThrow();
  return { openedAt: now, expiresAt: new Date(now.getTime() + MINUTES * 60_000) };
}

/** Changes one emergency and answers it. */
function update(db: Kysely<Tables>, id: string, values: UpdateObject<Tables, 'emergency'>) {
  return db
    .updateTable('emergency')
    .set(values)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/**
 * Opens an emergency, or answers the one that is open. It is kept before it is in the trail, so that whatever is there
 * can be reviewed, and counts only after.
 */
export function openEmergency(
  db: Kysely<Tables>,
  record: RecordEmergency,
  { subject, childNo, reason }: Pick<EmergencyRow, 'subject' | 'childNo' | 'reason'>,
): Promise<EmergencyRow> {
  return inTurn(db, [subject, childNo], async (turn) => {
    const event = { kind: 'OPENED', subject, childNo, statement: reason } as const;
    const open = (await findOpen(turn, subject)).find((emergency) => emergency.childNo === childNo);
    if (open) {
      if (open.reason !== reason)
        await record({ ...event, emergencyId: open.id, expiresAt: open.expiresAt });
      return open;
    }
    const id = randomUUID();
    const times = await thirtyMinutesFromNow(turn);
    await turn
      .insertInto('emergency')
      .values({ id, subject, childNo, reason, ...times })
      .execute();
    await record({ ...event, emergencyId: id, expiresAt: times.expiresAt });
    return update(turn, id, { isInForce: true });
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

/** The emergency whose review a subject may close. */
async function findReviewable(db: Kysely<Tables>, id: string, reviewer: string) {
  const emergency = await db
    .selectFrom('emergency')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (emergency === undefined) throw notThere();
  const refusal = objection(emergency, reviewer);
  if (refusal !== null) throw refusal;
  return emergency;
}

/**
 * Closes an emergency's review with a decision. Before the trail says so, the emergency ends where it is still open.
 * Throws INVALID_ARGUMENT for an unknown id, a review closed before, and for whoever opened the emergency.
 */
export async function closeReview(
  db: Kysely<Tables>,
  record: RecordEmergency,
  { id, reviewer, decision }: { id: string; reviewer: string; decision: string },
): Promise<EmergencyRow> {
  if (!z.guid().safeParse(id).success) throw notThere();
  return inTurn(db, ['review', id.toLowerCase()], async (turn) => {
    const { id: emergencyId, childNo } = await findReviewable(turn, id, reviewer);
    await update(turn, emergencyId, { isInForce: false });
    const event = { kind: 'REVIEWED', emergencyId, childNo, subject: reviewer } as const;
    await record({ ...event, statement: decision, expiresAt: null });
    const reviewedAt = sql<Date>`clock_timestamp()`;
    return update(turn, emergencyId, { reviewedAt, reviewedBy: reviewer, decision });
  });
}
