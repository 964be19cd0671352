import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import { anyOf } from '../../../shared/database/any-of.ts';
import type { Sight } from '../sight.ts';
import type { LinkCandidateRow, LinkEventRow, RecordLinkRow, Tables } from '../tables.ts';

/** The links of a department's records of one kind, by the department's own keys. */
export function findLinksOfRecords(
  db: Kysely<Tables>,
  { department, recordKind }: { department: string; recordKind: string },
  recordKeys: readonly string[],
): Promise<RecordLinkRow[]> {
  return db
    .selectFrom('recordLink')
    .selectAll()
    .where('department', '=', department)
    .where('recordKind', '=', recordKind)
    .where('recordKey', '=', anyOf(recordKeys))
    .execute();
}

/** Which of the children are sealed. */
export async function findSealed(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<Set<number>> {
  const rows = await db
    .selectFrom('seal')
    .select('childNo')
    .where('childNo', '=', anyOf(childNos))
    .where('unsealedAt', 'is', null)
    .execute();
  return new Set(rows.map(({ childNo }) => childNo));
}

/** Who has a candidate, or is linked to a child, whom the viewer sees: the rule of the door (sight.ts) as a condition. */
function concernsSeen({ territory, seesSealed }: Sight, on: string): RawBuilder<boolean> {
  const unitIds = [...(territory?.unitIds ?? [])];
  return sql`exists (
    select from (
      select child_no from link_candidate where link_id = record_link.id union select record_link.child_no
    ) concerned
    where (${seesSealed}::boolean or not exists (
        select from seal where seal.child_no = concerned.child_no and seal.unsealed_at is null))
      and (
        select residence.unit_id = any(${unitIds}) from residence
        where residence.child_no = concerned.child_no and residence.started_on <= ${on}::date
        order by residence.started_on desc limit 1)
  )`;
}

/** Whether a viewer may look at a link: who answers for a province at any, others at those of children they see. */
function isSeen(sight: Sight, on: string): RawBuilder<boolean> {
  if (sight.territory === null) return sql`false`;
  return sight.territory.hasProvince ? sql`true` : concernsSeen(sight, on);
}

/** The records that wait to be looked at, oldest first, after a link's id. */
export function findReviews(
  db: Kysely<Tables>,
  { department, after, first }: { department: string | null; after: number; first: number },
  sight: Sight,
  on: string,
): Promise<RecordLinkRow[]> {
  return db
    .selectFrom('recordLink')
    .selectAll()
    .where('state', '=', 'REVIEW')
    .where('id', '>', after)
    .$if(department !== null, (query) => query.where('department', '=', department ?? ''))
    .where(isSeen(sight, on))
    .orderBy('id')
    .limit(first)
    .execute();
}

/** A link that the viewer may look at, or null. */
export async function findLink(
  db: Kysely<Tables>,
  id: number,
  sight: Sight,
  on: string,
): Promise<RecordLinkRow | null> {
  const query = db
    .selectFrom('recordLink')
    .selectAll()
    .where('id', '=', id)
    .where(isSeen(sight, on));
  return (await query.executeTakeFirst()) ?? null;
}

/** The records linked to these children. */
export function findLinksOfChildren(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<(RecordLinkRow & { childNo: number })[]> {
  return db
    .selectFrom('recordLink')
    .selectAll()
    .where('childNo', '=', anyOf(childNos))
    .orderBy('id')
    .$narrowType<{ childNo: number }>()
    .execute();
}

/** The candidates of these links, the nearest first. */
export function findCandidates(
  db: Kysely<Tables>,
  linkIds: readonly number[],
): Promise<LinkCandidateRow[]> {
  return db
    .selectFrom('linkCandidate')
    .selectAll()
    .where('linkId', '=', anyOf(linkIds))
    .orderBy('position')
    .execute();
}

/** What happened to these links, first things first. */
export function findEvents(
  db: Kysely<Tables>,
  linkIds: readonly number[],
): Promise<LinkEventRow[]> {
  return db
    .selectFrom('linkEvent')
    .selectAll()
    .where('linkId', '=', sql<number>`any(${linkIds}::bigint[])`)
    .orderBy('id')
    .execute();
}
