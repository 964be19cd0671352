import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { LinkNotes, LinkReceipt } from '../../../shared/links/link-change.ts';
import type { Tables } from '../tables.ts';

interface Note {
  isUntold: boolean;
  id: number;
  department: string;
  recordKind: string;
  recordKey: string;
  childNo: number | null;
}

/** What departments have yet to be told, and which of them have a record that waits and may be one of these children's. */
export async function findLinkNotes(
  db: Kysely<Tables>,
  childNos: readonly number[],
): Promise<LinkNotes> {
  const { rows } = await sql<Note>`
    select true as is_untold, id, department, record_kind, record_key, child_no from record_link where untold
    union all
    select distinct false, 0, link.department, '', '', candidate.child_no
    from link_candidate candidate join record_link link on link.id = candidate.link_id and link.state = 'REVIEW'
    where candidate.child_no = any(${childNos}::bigint[])
    order by 1, 2
  `.execute(db);
  return {
    untold: rows.flatMap(({ isUntold, ...change }) => (isUntold ? [change] : [])),
    waiting: rows.flatMap(({ isUntold, department, childNo }) =>
      isUntold || childNo === null ? [] : [{ department, childNo }],
    ),
  };
}

/**
 * Notes what departments did. One that was told what is no longer so has still to be told; one that could not take a
 * decision has its record waiting again, and the link's history says why.
 */
export async function noteReceipts(
  db: Kysely<Tables>,
  receipts: readonly LinkReceipt[],
): Promise<void> {
  const given = JSON.stringify(
    receipts.map(({ id, childNo, outcome }) => ({ id, child_no: childNo, outcome })),
  );
  await sql`
    with receipt as (
      select * from json_to_recordset(${given}::json) as receipt (id bigint, child_no bigint, outcome text)
    ), refused as (
      update record_link link set state = 'REVIEW', child_no = null, how = null, untold = false, recorded_at = now()
      from receipt where receipt.id = link.id and receipt.outcome = 'REFUSED' and receipt.child_no = link.child_no
      returning link.id
    ), told as (
      update record_link link set untold = link.child_no is distinct from receipt.child_no
      from receipt where receipt.id = link.id and receipt.outcome = 'TAKEN'
    )
    insert into link_event (link_id, state, decided_by, reason)
    select id, 'REVIEW', 'department', 'The department holds another record of this child.' from refused
  `.execute(db);
}
