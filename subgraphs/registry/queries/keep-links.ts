import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { LinkEventTable, LinkHow, LinkState, RecordLinkTable } from '../links/link-tables.ts';
import type { LinkCandidateRow, RecordLinkRow, Tables } from '../tables.ts';

/** A record's link as it is to be: its candidates, and who brought it about. */
export interface LinkToKeep {
  link: Omit<RecordLinkTable, 'id' | 'untold' | 'recordedAt'>;
  candidates: readonly Omit<LinkCandidateRow, 'linkId'>[];
  /** Whether it is to be told in the link's history. */
  isNews: boolean;
}

/** What becomes of a link by someone's decision. */
export interface LinkDecision {
  state: LinkState;
  childNo: number | null;
  how: LinkHow | null;
  decidedBy: string;
  reason: string;
}

/** Puts the links in, over those that waited; answers their ids by the department's keys. */
async function putLinks(
  transaction: Transaction<Tables>,
  links: readonly LinkToKeep['link'][],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: number; recordKey: string }>`
    insert into record_link (department, record_kind, record_key, state, child_no, how, full_name, date_of_birth, birth_year, sex, commune, mother_name)
    select * from json_to_recordset(${JSON.stringify(links)}::json) as link (
      "department" text, "recordKind" text, "recordKey" text, "state" text, "childNo" bigint, "how" text, "fullName" text,
      "dateOfBirth" date, "birthYear" smallint, "sex" text, "commune" text, "motherName" text)
    on conflict (department, record_kind, record_key) do update set
      state = excluded.state, child_no = excluded.child_no, how = excluded.how, full_name = excluded.full_name,
      date_of_birth = excluded.date_of_birth, birth_year = excluded.birth_year, sex = excluded.sex, commune = excluded.commune,
      mother_name = excluded.mother_name, recorded_at = now()
    returning id, record_key
  `.execute(transaction);
  return new Map(rows.map(({ id, recordKey }) => [recordKey, id]));
}

/** Puts the links' candidates in the place of those they had. */
async function putCandidates(
  transaction: Transaction<Tables>,
  rows: readonly LinkCandidateRow[],
  linkIds: readonly number[],
): Promise<void> {
  await sql`delete from link_candidate where link_id = any(${linkIds}::bigint[])`.execute(
    transaction,
  );
  if (rows.length === 0) return;
  await sql`
    insert into link_candidate (link_id, position, child_no, reasons)
    select "linkId", "position", "childNo", array(select json_array_elements_text("reasons"))
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as candidate ("linkId" bigint, "position" smallint, "childNo" bigint, "reasons" json)
  `.execute(transaction);
}

async function putEvents(
  transaction: Transaction<Tables>,
  events: readonly Pick<LinkEventTable, 'linkId' | 'state' | 'childNo' | 'how'>[],
  decidedBy: string,
): Promise<void> {
  if (events.length === 0) return;
  await sql`
    insert into link_event (link_id, state, child_no, how, decided_by)
    select "linkId", "state", "childNo", "how", ${decidedBy}
    from json_to_recordset(${JSON.stringify(events)}::json)
      as event ("linkId" bigint, "state" text, "childNo" bigint, "how" text)
  `.execute(transaction);
}

/** Keeps what the matcher found of one department's records of one kind, all or none, in four statements; up to 1,000 at a time. */
export async function keepLinks(
  db: Kysely<Tables>,
  links: readonly LinkToKeep[],
  decidedBy: string,
): Promise<void> {
  if (links.length === 0) return;
  await db.transaction().execute(async (transaction) => {
    const ids = await putLinks(
      transaction,
      links.map(({ link }) => link),
    );
    const kept = links.flatMap((each) => {
      const linkId = ids.get(each.link.recordKey);
      return linkId === undefined ? [] : [{ linkId, ...each }];
    });
    const candidateRows = kept.flatMap(({ linkId, candidates }) =>
      candidates.map((candidate) => ({ linkId, ...candidate })),
    );
    await putCandidates(transaction, candidateRows, [...ids.values()]);
    const events = kept
      .filter(({ isNews }) => isNews)
      .map(({ linkId, link: { state, childNo, how } }) => ({ linkId, state, childNo, how }));
    await putEvents(transaction, events, decidedBy);
  });
}

/** Writes a decision on a link that is still in the state it was seen in, for its department to be told; null where it no longer is. */
export function decide(
  db: Kysely<Tables>,
  seen: Pick<RecordLinkRow, 'id' | 'state'>,
  { decidedBy, reason, ...next }: LinkDecision,
): Promise<RecordLinkRow | null> {
  return db.transaction().execute(async (transaction) => {
    const changed = await transaction
      .updateTable('recordLink')
      .set({ ...next, untold: true, recordedAt: sql<Date>`now()` })
      .where('id', '=', seen.id)
      .where('state', '=', seen.state)
      .returningAll()
      .executeTakeFirst();
    if (changed === undefined) return null;
    const event = { linkId: seen.id, ...next, decidedBy, reason };
    await transaction.insertInto('linkEvent').values(event).execute();
    return changed;
  });
}
