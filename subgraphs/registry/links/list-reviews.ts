import { GraphError } from '../../../shared/errors/graph-error.ts';
import { checkFirst } from '../../../shared/graphql/connection.ts';
import type { Loaders } from '../loaders.ts';
import type { RecordLinkRow } from '../tables.ts';

const MOST_REVIEWS = 100;

function writeCursor({ id }: RecordLinkRow): string {
  return Buffer.from(String(id)).toString('base64url');
}

function readCursor(after: string | null): number {
  const id = after === null ? '0' : Buffer.from(after, 'base64url').toString();
  if (/^\d{1,15}$/.test(id)) return Number(id);
  throw new GraphError('INVALID_ARGUMENT', {
    en: 'after is not a cursor of this list. Take it from pageInfo.endCursor of the page before.',
    vi: 'after không phải là con trỏ của danh sách này. Hãy lấy từ pageInfo.endCursor của trang trước.',
  });
}

/**
 * A page of the records that wait for someone to decide whose they are, oldest first. Throws INVALID_ARGUMENT for `first`
 * outside 1 to 100 or a foreign `after`.
 */
export async function listReviews(
  loaders: Loaders,
  asked: { department?: string | null; first?: number | null; after?: string | null },
) {
  const first = checkFirst(asked.first ?? 20, MOST_REVIEWS);
  const after = readCursor(asked.after ?? null);
  const department = asked.department ?? null;
  const found = await loaders.reviews({ department, after, first: first + 1 });
  const edges = found.slice(0, first).map((node) => ({ cursor: writeCursor(node), node }));
  return {
    nodes: edges.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: found.length > first,
      hasPreviousPage: after > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
