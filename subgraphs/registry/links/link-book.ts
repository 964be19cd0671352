import type { Kysely } from 'kysely';
import type { LinkBook } from '../../../shared/subgraph/answer.ts';
import type { Context } from '../loaders.ts';
import { noteReceipts } from '../queries/tell-links.ts';
import type { Tables } from '../tables.ts';

/** What is said beside each answer of the register, for departments to be told before they are asked. */
export function linkBook(db: Kysely<Tables>): LinkBook<Context> {
  return {
    noteReceipts: (receipts) => noteReceipts(db, receipts),
    findNotes: ({ loaders }) => loaders.linkNotes(),
  };
}
