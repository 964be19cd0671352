import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { anyOf } from '../../../shared/database/any-of.ts';
import type { DataState } from '../../../shared/subgraph/department-call.ts';
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

/** What the register tells of a child itself, beside what is told at the door. */
export type Particulars = Pick<
  ChildRow,
  | 'childNo'
  | 'dateOfBirthEstimated'
  | 'nationality'
  | 'placeOfOrigin'
  | 'householdPovertyStatus'
  | 'registrationStatus'
  | 'birthNotifiedOn'
  | 'diedOn'
  | 'departedOn'
>;

/** The particulars of the children. */
export function findParticulars(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<Particulars[]> {
  return db
    .selectFrom('child')
    .select(['childNo', 'dateOfBirthEstimated', 'nationality', 'placeOfOrigin'])
    .select(['householdPovertyStatus', 'registrationStatus', 'birthNotifiedOn'])
    .select(['diedOn', 'departedOn'])
    .where('childNo', '=', anyOf(childNos))
    .execute();
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
