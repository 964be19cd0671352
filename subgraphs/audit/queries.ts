import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import type { DataState } from '../../shared/subgraph/department-call.ts';
import type { AccessRecordRow, Place, Tables } from './tables.ts';

/** So many rows, newest first, after a place in the list. */
export interface Slice {
  size: number;
  after: Place | null;
}

const SHOWN_COLUMNS = [
  'at',
  'accessRecord.chainId',
  'accessRecord.position',
  'gatewayId',
  'requestId',
  'subject',
  'role',
  'client',
  'units',
  'purpose',
  'caseReference',
  'reason',
  'operationName',
  'operationHash',
  'fields',
  'childCount',
  'departments',
  'recordCount',
  'emergencyIds',
  'outcome',
  'code',
] as const;

function isBehind(after: Place | null): RawBuilder<boolean> {
  if (after === null) return sql<boolean>`true`;
  return sql<boolean>`(at, chain_id, position) < (${after.at}, ${after.chainId}::uuid, ${after.position})`;
}

/** Whether the child lies between a bitmap's first and last: what an index finds. */
function bitmapReaches(childNo: number): RawBuilder<boolean> {
  return sql<boolean>`int8range(first_child_no, first_child_no + 8::bigint * octet_length(child_bits)) @> ${childNo}::bigint`;
}

/** Whether the bitmap holds the child: one byte of it is read, and where the child lies outside of it, a byte of nothing. */
function bitmapHolds(childNo: number): RawBuilder<boolean> {
  return sql<boolean>`get_byte(substring(child_bits from (${childNo}::bigint / 8 - first_child_no / 8)::int + 1 for 1) || '\\x00', 0)
    & (1 << ${childNo % 8}) <> 0`;
}

/** Where the records stand that show a child or name it. */
function placesOf(db: Kysely<Tables>, childNo: number) {
  const places = db
    .selectFrom('accessRecord')
    .select(['at', 'chainId', 'position', 'emergencyIds']);
  const listed = places.where(sql<boolean>`child_nos @> array[${childNo}]::bigint[]`);
  const inBitmaps = places
    .where('childBits', 'is not', null)
    .where(bitmapReaches(childNo))
    .where(bitmapHolds(childNo));
  return listed.unionAll(inBitmaps);
}

/**
 * The records that show a child or name it, newest first; only those under an emergency, where one is given. Their places
 * are found first and by themselves: told how many are wanted, PostgreSQL would walk the whole trail from its end.
 */
export function findAccesses(
  db: Kysely<Tables>,
  childNo: number,
  { emergencyId, size, after }: Slice & { emergencyId: string | null },
): Promise<AccessRecordRow[]> {
  return db
    .with(
      (found) => found('found').materialized(),
      () => placesOf(db, childNo),
    )
    .with(
      (wanted) => wanted('wanted').materialized(),
      (query) =>
        query
          .selectFrom('found')
          .select(['chainId', 'position'])
          .where(isBehind(after))
          .$if(emergencyId !== null, (found) =>
            found.where(sql<boolean>`emergency_ids @> array[${emergencyId}]::uuid[]`),
          )
          .orderBy('at', 'desc')
          .orderBy('chainId', 'desc')
          .orderBy('position', 'desc')
          .limit(size),
    )
    .selectFrom('wanted')
    .innerJoin('accessRecord', (join) =>
      join
        .onRef('accessRecord.chainId', '=', 'wanted.chainId')
        .onRef('accessRecord.position', '=', 'wanted.position'),
    )
    .select(SHOWN_COLUMNS)
    .orderBy('at', 'desc')
    .orderBy('accessRecord.chainId', 'desc')
    .orderBy('accessRecord.position', 'desc')
    .execute();
}

/** Opened again meanwhile, an emergency has an event for each further reason. */
const isFirstOpening = sql<boolean>`not exists (select from emergency_event earlier
  where earlier.emergency_id = opened.emergency_id and earlier.kind = 'OPENED'
  and (earlier.at, earlier.chain_id, earlier.position) < (opened.at, opened.chain_id, opened.position))`;

const statedReasons = sql<string>`(select string_agg(stated.statement, E'\\n' order by stated.at, stated.position)
  from emergency_event stated where stated.emergency_id = opened.emergency_id and stated.kind = 'OPENED')`;

/** The emergencies, newest first, with every reason stated and the first review of each; all, or those whose review is open or closed. */
export function findEmergencies(
  db: Kysely<Tables>,
  { size, after, isOpen }: Slice & { isOpen: boolean | null },
) {
  return db
    .selectFrom('emergencyEvent as opened')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('emergencyEvent')
          .select(['at as reviewedAt', 'subject as reviewedBy', 'statement as decision'])
          .whereRef('emergencyId', '=', 'opened.emergencyId')
          .where('kind', '=', 'REVIEWED')
          .orderBy('at')
          .limit(1)
          .as('review'),
      (join) => join.onTrue(),
    )
    .select(['opened.at', 'opened.chainId', 'opened.position', 'opened.emergencyId'])
    .select(['opened.childNo', 'opened.subject', 'opened.expiresAt'])
    .select(statedReasons.as('reason'))
    .select(['reviewedAt', 'reviewedBy', 'decision'])
    .where('opened.kind', '=', 'OPENED')
    .where(isFirstOpening)
    .where(isBehind(after))
    .$if(isOpen === true, (query) => query.where('reviewedAt', 'is', null))
    .$if(isOpen === false, (query) => query.where('reviewedAt', 'is not', null))
    .orderBy('opened.at', 'desc')
    .orderBy('opened.chainId', 'desc')
    .orderBy('opened.position', 'desc')
    .limit(size)
    .execute();
}

/** When the newest record was written; none of them waits for a child to be linked. */
export function findDataState(db: Kysely<Tables>): Promise<DataState> {
  return db
    .selectFrom('accessRecord')
    .select(({ fn }) => fn.max('at').as('freshAsOf'))
    .select(sql<number>`0`.as('unlinkedRecords'))
    .executeTakeFirstOrThrow();
}
