import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { anyOf } from '../../shared/database/any-of.ts';
import type { Tables } from './tables.ts';

/** A supergraph as it was published, and the SDLs it was composed of, by department. */
export interface PublishedSupergraph {
  id: number;
  sdl: string;
  subgraphs: ReadonlyMap<string, string>;
  /** The rows of those SDLs, by department. */
  versions: ReadonlyMap<string, number>;
}

/** A version to be kept: signed by its department, or as it came with the product. */
export interface NewVersion {
  department: string;
  sdl: string;
  signature: { keyId: string; signedAt: Date; signed: string } | null;
}

function hashOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The newest supergraphs that were published, the last one first. */
export async function findSupergraphs(
  db: Kysely<Tables>,
  most: number,
): Promise<PublishedSupergraph[]> {
  const rows = await db
    .selectFrom('supergraph')
    .select(['id', 'sdl', 'versions'])
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  const ids = rows.flatMap(({ versions }) => versions);
  const parts = await db
    .selectFrom('subgraphVersion')
    .select(['id', 'department', 'sdl'])
    .where('id', '=', anyOf(ids))
    .execute();
  return rows.map(({ id, sdl, versions }) => {
    const own = parts.filter((part) => versions.includes(part.id));
    return {
      ...{ id, sdl },
      subgraphs: new Map(own.map((part) => [part.department, part.sdl])),
      versions: new Map(own.map((part) => [part.department, part.id])),
    };
  });
}

/** The number of the newest supergraph; 0 where nothing was published. */
export async function newestSupergraph(db: Kysely<Tables>): Promise<number> {
  const { id } = await db
    .selectFrom('supergraph')
    .select(({ fn }) => fn.max<number | null>('id').as('id'))
    .executeTakeFirstOrThrow();
  return id ?? 0;
}

/** When the last version that a department published was signed; null where it never published. */
export async function lastSignedAt(db: Kysely<Tables>, department: string): Promise<Date | null> {
  const { signedAt } = await db
    .selectFrom('subgraphVersion')
    .select(({ fn }) => fn.max('signedAt').as('signedAt'))
    .where('department', '=', department)
    .executeTakeFirstOrThrow();
  return signedAt;
}

async function keepVersion(
  db: Kysely<Tables>,
  { department, sdl, signature }: NewVersion,
): Promise<number> {
  const signed = signature ?? { keyId: null, signedAt: null, signed: null };
  const { id } = await db
    .insertInto('subgraphVersion')
    .values({ department, sdl, hash: hashOf(sdl), ...signed })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Keeps a supergraph with the versions that are new in it; `kept` are those that stay. Answers its number. */
export async function keepSupergraph(
  db: Kysely<Tables>,
  { sdl, kept, added }: { sdl: string; kept: readonly number[]; added: readonly NewVersion[] },
): Promise<number> {
  const versions = [...kept];
  for (const version of added) versions.push(await keepVersion(db, version));
  const { id } = await db
    .insertInto('supergraph')
    .values({ sdl, hash: hashOf(sdl), versions })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
