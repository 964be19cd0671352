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

/** The children a link is about: its candidates and the one it is linked to; those of retired numbers as they are kept. */
const concerned = sql`
  select coalesce(child.merged_into, child.child_no) as child_no
  from (
    select candidate.child_no from link_candidate candidate where candidate.link_id = record_link.id
    union select record_link.child_no
  ) found join child using (child_no)`;

const concernsSealed = sql`exists (
  select from (${concerned}) concerned join seal on seal.child_no = concerned.child_no where seal.unsealed_at is null)`;

function concernsResident(unitIds: readonly string[], on: string): RawBuilder<boolean> {
  return sql`exists (
    select from (${concerned}) concerned where (
      select residence.unit_id = any(${unitIds}) from residence
      where residence.child_no = concerned.child_no and residence.started_on <= ${on}::date
      order by residence.started_on desc limit 1)
  )`;
}

/**
 * Whether a viewer may look at a link: who answers for a province at any, others at those about children who live in
 * their units now. A record that may be a sealed child's tells where that child lives, so it is as sealed as the child.
 */
function isSeen({ territory, seesSealed }: Sight, on: string): RawBuilder<boolean> {
  if (territory === null) return sql`false`;
  const lives = territory.hasProvince ? sql`true` : concernsResident([...territory.unitIds], on);
  return seesSealed ? sql`${lives}` : sql`${lives} and not ${concernsSealed}`;
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
