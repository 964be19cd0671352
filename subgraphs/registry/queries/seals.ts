import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { SealRow, Tables } from '../tables.ts';

/** Seals a child; a child that is sealed keeps its seal. Answers the seal in force. */
export async function putSeal(
  db: Kysely<Tables>,
  seal: { childNo: number; sealedBy: string; reason: string },
): Promise<SealRow> {
  await db
    .insertInto('seal')
    .values(seal)
    .onConflict((conflict) =>
      conflict.column('childNo').where('unsealedAt', 'is', null).doNothing(),
    )
    .execute();
  return db
    .selectFrom('seal')
    .selectAll()
    .where('childNo', '=', seal.childNo)
    .where('unsealedAt', 'is', null)
    .executeTakeFirstOrThrow();
}

/** Ends the seal in force and answers it, or null where there is none. */
export async function endSeal(
  db: Kysely<Tables>,
  {
    childNo,
    unsealedBy,
    unsealReason,
  }: { childNo: number; unsealedBy: string; unsealReason: string },
): Promise<SealRow | null> {
  const ended = await db
    .updateTable('seal')
    .set({ unsealedBy, unsealReason, unsealedAt: sql<Date>`now()` })
    .where('childNo', '=', childNo)
    .where('unsealedAt', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return ended ?? null;
}
