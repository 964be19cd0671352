import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { Kysely, Selectable } from 'kysely';
import type { ReportKeyTable, Tables } from './tables.ts';

/** What a key opens, and for whom. */
export interface ReportKey {
  /** Names the key in the trace. */
  id: string;
  client: string;
  plans: readonly string[];
  units: readonly string[];
}

export type ListedKey = Omit<Selectable<ReportKeyTable>, 'hash'>;

/** As much as cannot be guessed: 256 bits. */
const SECRET_BYTES = 32;
/** An id, a point, and the secret in base64url. */
const FORM = /^([0-9a-f-]{36})\.([\w-]{43})$/;

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Makes a key; its text is answered once and kept nowhere. */
export async function createReportKey(
  db: Kysely<Tables>,
  { client, plans, units, days }: Omit<ReportKey, 'id'> & { days: number },
): Promise<{ id: string; key: string; expiresAt: Date }> {
  const id = randomUUID();
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const { expiresAt } = await db
    .insertInto('reportKey')
    .values({
      ...{ id, client, plans: [...plans], units: [...units], revokedAt: null },
      hash: hashOf(secret),
      expiresAt: sql<Date>`now() + make_interval(days => ${days})`,
    })
    .returning('expiresAt')
    .executeTakeFirstOrThrow();
  return { id, key: `${id}.${secret}`, expiresAt };
}

/** Every key that was made, the newest first, without its hash. */
export function listReportKeys(db: Kysely<Tables>): Promise<ListedKey[]> {
  return db
    .selectFrom('reportKey')
    .select(['id', 'client', 'plans', 'units', 'createdAt', 'expiresAt', 'revokedAt'])
    .orderBy('createdAt', 'desc')
    .execute();
}

/** Ends a key at once; answers whether there was one in force. */
export async function revokeReportKey(db: Kysely<Tables>, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('reportKey')
    .set({ revokedAt: sql<Date>`now()` })
    .where(sql<boolean>`id::text = ${id}`)
    .where('revokedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** The key that a header bears; null alike for one that is unknown, wrong, expired or revoked. */
export async function findReportKey(db: Kysely<Tables>, given: string): Promise<ReportKey | null> {
  const [, id, secret] = FORM.exec(given) ?? [];
  if (id === undefined || secret === undefined) return null;
  const found = await db
    .selectFrom('reportKey')
    .select(['id', 'hash', 'client', 'plans', 'units'])
    .where(sql<boolean>`id::text = ${id}`)
    .where(sql<boolean>`expires_at > now() and revoked_at is null`)
    .executeTakeFirst();
  if (found === undefined || !timingSafeEqual(found.hash, hashOf(secret))) return null;
  const { client, plans, units } = found;
  return { id: found.id, client, plans, units };
}
