import type { Kysely, Selectable } from 'kysely';
import type { PublishKeyTable, Tables } from './tables.ts';

export type PublishKey = Selectable<PublishKeyTable>;

/** Registers a key for a department; false where that key is registered already, for this department or another. */
export async function registerPublishKey(
  db: Kysely<Tables>,
  key: Pick<PublishKey, 'id' | 'department' | 'publicKey'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('publishKey')
    .values({ ...key, revokedAt: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/** A key in force, by its thumbprint; null where there is none. */
export async function findPublishKey(db: Kysely<Tables>, id: string): Promise<PublishKey | null> {
  const key = await db
    .selectFrom('publishKey')
    .selectAll()
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return key ?? null;
}

export async function listPublishKeys(db: Kysely<Tables>): Promise<PublishKey[]> {
  return db.selectFrom('publishKey').selectAll().orderBy('department').orderBy('id').execute();
}

/** Ends a key; false where none of that id was in force. What was published with it stays published. */
export async function revokePublishKey(db: Kysely<Tables>, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('publishKey')
    .set({ revokedAt: new Date() })
    .where('id', '=', id)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
