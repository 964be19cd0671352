import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { SealRow, Tables } from '../tables.ts';

/**
 * Seals a child. A seal in force ends for the one that follows, so that each reason is kept with who stated it; stated
 * again by the same person, it stays. Answers the seal in force.
 */
export function putSeal(
  db: Kysely<Tables>,
  seal: { childNo: number; sealedBy: string; reason: string },
): Promise<SealRow> {
  const { childNo, sealedBy, reason } = seal;
  return db.transaction().execute(async (tx) => {
    await tx
      .selectFrom('child')
      .select('childNo')
      .where('childNo', '=', childNo)
      .forUpdate()
      .execute();
    const inForce = await findSealInForce(tx, childNo);
    if (inForce?.sealedBy === sealedBy && inForce.reason === reason) return inForce;
    await endSeal(tx, { childNo, unsealedBy: sealedBy, unsealReason: reason });
    return tx.insertInto('seal').values(seal).returningAll().executeTakeFirstOrThrow();
  });
}

function findSealInForce(db: Kysely<Tables>, childNo: number): Promise<SealRow | undefined> {
  return db
    .selectFrom('seal')
    .selectAll()
    .where('childNo', '=', childNo)
    .where('unsealedAt', 'is', null)
    .executeTakeFirst();
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
