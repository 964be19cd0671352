import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { anyOf } from '../../../shared/database/any-of.ts';
import type { DataState } from '../../../shared/subgraph/department-call.ts';
import type { CircumstanceGroup, IdentifierSystemRow, Tables } from '../tables.ts';

/** The groups of special circumstances by their codes. */
export function findCircumstanceGroups(
  db: Kysely<Tables>,
  codes: readonly string[],
): Promise<CircumstanceGroup[]> {
  return db
    .selectFrom('circumstanceGroup')
    .selectAll()
    .where(sql.ref('code'), '=', anyOf(codes))
    .execute();
}

/** Every identifier system, by code. */
export function findIdentifierSystems(db: Kysely<Tables>): Promise<IdentifierSystemRow[]> {
  return db.selectFrom('identifierSystem').selectAll().orderBy('code').execute();
}

/** When the newest record was written; the register's own records are all linked. */
export function findDataState(db: Kysely<Tables>): Promise<DataState> {
  const newestOf = (table: 'child' | 'residence' | 'specialCircumstance' | 'assistance') =>
    db.selectFrom(table).select((column) => column.fn.max('recordedAt').as('newest'));
  return db
    .selectNoFrom([
      sql<Date | null>`greatest(${newestOf('child')}, ${newestOf('residence')}, ${newestOf('specialCircumstance')}, ${newestOf('assistance')})`.as(
        'freshAsOf',
      ),
      sql<number>`0`.as('unlinkedRecords'),
    ])
    .executeTakeFirstOrThrow();
}
