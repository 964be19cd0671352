import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import { anyOf } from '../../../shared/database/any-of.ts';
import type { DataState } from '../../../shared/subgraph/department-call.ts';
import type { Day } from '../../../shared/time/day.ts';
import type {
  AssistanceRow,
  ChildRow,
  CircumstanceGroup,
  GuardianRow,
  IdentifierRow,
  IdentifierSystemRow,
  ResidenceRow,
  SpecialCircumstanceRow,
  Tables,
} from '../tables.ts';

/** What the door asks of a child: where it lives now, and whether it is sealed. */
export interface Seen {
  childNo: number;
  /** The version of the unit of its last residence begun by now; null where none is known. */
  homeUnitId: string | null;
  isSealed: boolean;
}

/** A child as the door needs to see it: the row, where it lives now, and whether it is sealed. */
export type ChildAtTheDoor = ChildRow & Seen;

/**
 * The children behind serials that were asked for under a key; a retired serial leads to the child it was found to be.
 * Whoever asks, the statement is the same: whom the viewer may see is decided on its rows.
 */
async function findKept<Key>(
  db: Kysely<Tables>,
  asked: RawBuilder<{ key: Key; childNo: number }>,
  today: Day,
): Promise<(ChildAtTheDoor & { asked: Key })[]> {
  const { rows } = await sql<ChildAtTheDoor & { asked: Key }>`
    with recursive kept (asked, child_no, merged_into) as (
      select asked.key, child.child_no, child.merged_into from (${asked}) as asked (key, child_no) join child using (child_no)
      union
      select kept.asked, child.child_no, child.merged_into from kept join child on child.child_no = kept.merged_into
    )
    select kept.asked, child.*, home.unit_id as home_unit_id,
      exists (select from seal where seal.child_no = child.child_no and seal.unsealed_at is null) as is_sealed
    from kept join child using (child_no)
    left join lateral (
      select unit_id from residence
      where residence.child_no = child.child_no and started_on <= ${today}::date
      order by started_on desc limit 1
    ) home on true
    where kept.merged_into is null
  `.execute(db);
  return rows;
}

/** The children of register serials, seen from the door. */
export function findChildren(db: Kysely<Tables>, childNos: readonly number[], today: Day) {
  return findKept(
    db,
    sql<{ key: number; childNo: number }>`select no, no from unnest(${childNos}::bigint[]) as no`,
    today,
  );
}

/** The children who bear identifiers, each written `<system> <value>`, seen from the door. */
export function findChildrenByIdentifier(
  db: Kysely<Tables>,
  identifiers: readonly string[],
  today: Day,
) {
  return findKept(
    db,
    sql<{ key: string; childNo: number }>`
      select asked, child_no from unnest(${identifiers}::text[]) as asked
      join identifier on system = split_part(asked, ' ', 1) and value = substr(asked, strpos(asked, ' ') + 1)
    `,
    today,
  );
}

/** The retired serials found to be these children, in order. */
export function findRetiredNumbers(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<{ childNo: number; keptNo: number }[]> {
  return db
    .withRecursive('retired', (query) =>
      query
        .selectFrom('child')
        .select((column) => ['childNo', column.ref('mergedInto').$notNull().as('keptNo')])
        .where('mergedInto', '=', anyOf(childNos))
        .union(
          query
            .selectFrom('retired')
            .innerJoin('child', 'child.mergedInto', 'retired.childNo')
            .select(['child.childNo', 'retired.keptNo']),
        ),
    )
    .selectFrom('retired')
    .selectAll()
    .orderBy('childNo')
    .execute();
}

/** The guardians of the children, in the register's order. */
export function findGuardians(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<GuardianRow[]> {
  return db
    .selectFrom('guardian')
    .selectAll()
    .where('childNo', '=', anyOf(childNos))
    .orderBy('position')
    .execute();
}

/** The residences of the children, first one first. */
export function findResidences(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<ResidenceRow[]> {
  return db
    .selectFrom('residence')
    .selectAll()
    .where('childNo', '=', anyOf(childNos))
    .orderBy('startedOn')
    .execute();
}

/** The special circumstances of the children, newest first. */
export function findSpecialCircumstances(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<SpecialCircumstanceRow[]> {
  return db
    .selectFrom('specialCircumstance')
    .selectAll()
    .where('childNo', '=', anyOf(childNos))
    .orderBy('startedOn', 'desc')
    .orderBy('group')
    .execute();
}

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

/** The assistance given to the children, newest first. */
export function findAssistance(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<AssistanceRow[]> {
  return db
    .selectFrom('assistance')
    .selectAll()
    .where('childNo', '=', anyOf(childNos))
    .orderBy('givenOn', 'desc')
    .orderBy('kind')
    .orderBy('provider')
    .execute();
}

/** An identifier with the department that owns its system. */
export interface OwnedIdentifier extends IdentifierRow {
  owner: string;
}

/** The identifiers of the children, by system and value. */
export function findIdentifiers(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<OwnedIdentifier[]> {
  return db
    .selectFrom('identifier')
    .innerJoin('identifierSystem', 'identifierSystem.code', 'identifier.system')
    .selectAll('identifier')
    .select('identifierSystem.owner')
    .where('childNo', '=', anyOf(childNos))
    .orderBy('system')
    .orderBy('value')
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
