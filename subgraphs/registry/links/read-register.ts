import type { Kysely } from 'kysely';
import { createIndexBuilder } from '../matching/register-index.ts';
import type { RegisterIndex } from '../matching/register-index.ts';
import { findParents, readChildren } from '../queries/register-for-matching.ts';
import type { Tables } from '../tables.ts';

/** Reads the whole register into an index for matching. */
export async function readRegister(db: Kysely<Tables>): Promise<RegisterIndex> {
  const parents = await findParents(db);
  const builder = createIndexBuilder((commune) => parents.get(commune) ?? null);
  for await (const child of readChildren(db)) builder.add(child);
  return builder.build();
}
