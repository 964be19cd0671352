import type { Context } from '../loaders.ts';
import { explain } from '../matching/explain.ts';
import type { Reason } from '../matching/explain.ts';
import type { LinkCandidateRow, RecordLinkRow } from '../tables.ts';

async function seenCandidates({ id }: RecordLinkRow, loaders: Context['loaders']) {
  const candidates = await loaders.linkCandidates.load(id);
  const children = await Promise.all(candidates.map(({ childNo }) => loaders.child.load(childNo)));
  return candidates.filter((_, index) => children[index] !== null);
}

function reasonsOf({ reasons }: LinkCandidateRow): Reason[] {
  return reasons.map(explain).filter((reason) => reason !== null);
}

/** Resolvers of a link's own types. Candidates whom the viewer does not see are as if they were none. */
export const linkResolvers = {
  RecordLink: {
    id: ({ id }: RecordLinkRow) => String(id),
    child: ({ childNo }: RecordLinkRow, _: unknown, { loaders }: Context) =>
      childNo === null ? null : loaders.child.load(childNo),
    candidates: (link: RecordLinkRow, _: unknown, { loaders }: Context) =>
      seenCandidates(link, loaders),
    history: ({ id }: RecordLinkRow, _: unknown, { loaders }: Context) =>
      loaders.linkEvents.load(id),
  },
  LinkCandidate: {
    child: ({ childNo }: LinkCandidateRow, _: unknown, { loaders }: Context) =>
      loaders.child.load(childNo),
    reasons: reasonsOf,
  },
};
