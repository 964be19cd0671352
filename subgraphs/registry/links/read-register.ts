import type { Kysely } from 'kysely';
import { createIndexBuilder } from '../matching/register-index.ts';
import type { RegisterIndex } from '../matching/register-index.ts';
import { findCommunes, readChildren } from '../queries/register-for-matching.ts';
import type { Tables } from '../tables.ts';
import { placesAmong } from './places.ts';

/** Reads the whole register into an index for matching. */
export async function readRegister(db: Kysely<Tables>): Promise<RegisterIndex> {
  const builder = createIndexBuilder(placesAmong(await findCommunes(db)));
  for await (const child of readChildren(db)) builder.add(child);
  return builder.build();
}
