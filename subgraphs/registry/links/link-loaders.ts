import { createLoader } from '../../../shared/database/loader.ts';
import type { Kysely } from 'kysely';
import { manyByKey } from '../../../shared/database/by-key.ts';
import type { Day } from '../../../shared/time/day.ts';
import { keptIndexOf } from './kept-index.ts';
import { linkRecords } from './link-records.ts';
import type { Asker, KeyedRecord } from './link-records.ts';
import { decide } from '../queries/keep-links.ts';
import type { LinkDecision } from '../queries/keep-links.ts';
import {
  findCandidates,
  findEvents,
  findLink,
  findLinksOfChildren,
  findReviews,
} from '../queries/links.ts';
import type { Sight } from '../sight.ts';
import type { RecordLinkRow, Tables } from '../tables.ts';

/** What links are loaded by; `sight` says whose links the viewer may look at. */
export function linkLoaders(db: Kysely<Tables>, sight: () => Promise<Sight>, today: Day) {
  return {
    link: async (id: number) => findLink(db, id, await sight(), today),
    reviews: async (asked: Parameters<typeof findReviews>[1]) =>
      findReviews(db, asked, await sight(), today),
    linksOfChild: createLoader(async (childNos: readonly number[]) =>
      manyByKey(childNos, await findLinksOfChildren(db, childNos), (row) => row.childNo),
    ),
    linkCandidates: createLoader(async (linkIds: readonly number[]) =>
      manyByKey(linkIds, await findCandidates(db, linkIds), (row) => row.linkId),
    ),
    linkEvents: createLoader(async (linkIds: readonly number[]) =>
      manyByKey(linkIds, await findEvents(db, linkIds), (row) => row.linkId),
    ),
    linkRecords: (asker: Asker, records: readonly KeyedRecord[], isTried: boolean) =>
      linkRecords(db, () => keptIndexOf(db).now(), asker, records, isTried),
    decide: (link: Pick<RecordLinkRow, 'id' | 'state'>, decision: LinkDecision) =>
      decide(db, link, decision),
  };
}
