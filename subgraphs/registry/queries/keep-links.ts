import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import type { LinkHow, LinkState, RecordLinkTable } from '../links/link-tables.ts';
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

const CLAIMED = ['fullName', 'dateOfBirth', 'birthYear', 'sex', 'commune', 'motherName'] as const;

/** The ids of the links, by the department's keys. */
async function putLinks(
  transaction: Transaction<Tables>,
  links: readonly LinkToKeep[],
): Promise<Map<string, number>> {
  const rows = await transaction
    .insertInto('recordLink')
    .values(links.map(({ link }) => link))
    .onConflict((conflict) =>
      conflict.columns(['department', 'recordKind', 'recordKey']).doUpdateSet((row) => ({
        ...Object.fromEntries(CLAIMED.map((column) => [column, row.ref(`excluded.${column}`)])),
        state: row.ref('excluded.state'),
        childNo: row.ref('excluded.childNo'),
        how: row.ref('excluded.how'),
        recordedAt: sql<Date>`now()`,
      })),
    )
    .returning(['id', 'recordKey'])
    .execute();
  return new Map(rows.map(({ id, recordKey }) => [recordKey, id]));
}

async function putCandidates(
  transaction: Transaction<Tables>,
  rows: readonly LinkCandidateRow[],
  linkIds: readonly number[],
): Promise<void> {
  await transaction
    .deleteFrom('linkCandidate')
    .where('linkId', '=', sql<number>`any(${linkIds}::bigint[])`)
    .execute();
  if (rows.length > 0) await transaction.insertInto('linkCandidate').values(rows).execute();
}

/** Keeps what the matcher found of one department's records of one kind, all or none, in four statements; up to 1,000 at a time. */
export async function keepLinks(
  db: Kysely<Tables>,
  links: readonly LinkToKeep[],
  decidedBy: string,
): Promise<void> {
  if (links.length === 0) return;
  await db.transaction().execute(async (transaction) => {
    const ids = await putLinks(transaction, links);
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
      .map(({ linkId, link: { state, childNo, how } }) => ({
        linkId,
        state,
        childNo,
        how,
        decidedBy,
      }));
    if (events.length > 0) await transaction.insertInto('linkEvent').values(events).execute();
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
