import type { Kysely } from 'kysely';
import type { LinkNotes } from '../../../shared/links/link-change.ts';
import type { LinkBook } from '../../../shared/subgraph/answer.ts';
import type { Context } from '../loaders.ts';
import { noteReceipts } from '../queries/tell-links.ts';
import type { Tables } from '../tables.ts';

/** No child: what departments have yet to be told is asked for by it too. */
const NOBODY = 0;

async function findNotes({ loaders }: Context): Promise<LinkNotes> {
  const asked = [NOBODY, ...loaders.childrenSeen()];
  const notes = await Promise.all(asked.map((childNo) => loaders.linkNotes.load(childNo)));
  const waiting = notes.flatMap((note) => note.waiting);
  return { untold: notes.flatMap(({ untold }, index) => (index === 0 ? untold : [])), waiting };
}

/** What is said beside each answer of the register, for departments to be told before they are asked. */
export function linkBook(db: Kysely<Tables>): LinkBook<Context> {
  return {
    noteReceipts: (receipts) => noteReceipts(db, receipts),
    findNotes,
  };
}
