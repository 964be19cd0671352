import { sql } from 'kysely';
import type { Compilable, Kysely, RawBuilder } from 'kysely';
import { anyOf } from '../../../shared/database/any-of.ts';
import { askedByKeys } from '../../../shared/database/asked-by-keys.ts';
import type { DataState } from '../../../shared/subgraph/department-call.ts';
import type { CircumstanceGroup, IdentifierSystemRow, Tables } from '../tables.ts';

/** Makes a question about children, by their serials. */
function ofChildren<Row>(
  ask: (db: Kysely<Tables>, anyChildNo: RawBuilder<number>) => Compilable<Row>,
) {
  return askedByKeys(ask);
}

/** What the register tells of a child itself, beside what is told at the door. */
export const findParticulars = ofChildren((db, anyChildNo) =>
  db
    .selectFrom('child')
    .select(['childNo', 'nationality', 'placeOfOrigin', 'householdPovertyStatus'])
    .select(['registrationStatus', 'birthNotifiedOn', 'diedOn', 'departedOn'])
    .where('childNo', '=', anyChildNo),
);

export type Particulars = Awaited<ReturnType<typeof findParticulars>>[number];

/** The retired serials found to be these children, in order. */
export const findRetiredNumbers = ofChildren((db, anyChildNo) =>
  db
    .withRecursive('retired', (query) =>
      query
        .selectFrom('child')
        .select((column) => ['childNo', column.ref('mergedInto').$notNull().as('keptNo')])
        .where('mergedInto', '=', anyChildNo)
        .union(
          query
            .selectFrom('retired')
            .innerJoin('child', 'child.mergedInto', 'retired.childNo')
            .select(['child.childNo', 'retired.keptNo']),
        ),
    )
    .selectFrom('retired')
    .selectAll()
    .orderBy('childNo'),
);

/** The guardians of the children, in the register's order. */
export const findGuardians = ofChildren((db, anyChildNo) =>
  db.selectFrom('guardian').selectAll().where('childNo', '=', anyChildNo).orderBy('position'),
);

/** The residences of the children, first one first. */
export const findResidences = ofChildren((db, anyChildNo) =>
  db.selectFrom('residence').selectAll().where('childNo', '=', anyChildNo).orderBy('startedOn'),
);

/** The special circumstances of the children, newest first. */
export const findSpecialCircumstances = ofChildren((db, anyChildNo) =>
  db
    .selectFrom('specialCircumstance')
    .selectAll()
    .where('childNo', '=', anyChildNo)
    .orderBy('startedOn', 'desc')
    .orderBy('group'),
);

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
export const findAssistance = ofChildren((db, anyChildNo) =>
  db
    .selectFrom('assistance')
    .selectAll()
    .where('childNo', '=', anyChildNo)
    .orderBy('givenOn', 'desc')
    .orderBy('kind')
    .orderBy('provider'),
);

/** The identifiers of the children, by system and value, each with the department that owns its system. */
export const findIdentifiers = ofChildren((db, anyChildNo) =>
  db
    .selectFrom('identifier')
    .innerJoin('identifierSystem', 'identifierSystem.code', 'identifier.system')
    .selectAll('identifier')
    .select('identifierSystem.owner')
    .where('childNo', '=', anyChildNo)
    .orderBy('system')
    .orderBy('value'),
);

export type OwnedIdentifier = Awaited<ReturnType<typeof findIdentifiers>>[number];

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
