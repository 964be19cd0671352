import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { LinkReceipt } from '../../../shared/links/link-change.ts';
import type { Tables } from '../tables.ts';

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
