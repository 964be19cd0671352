import { GraphError } from '../errors/graph-error.ts';

/** What a client asks of a list: how many items, and after which cursor. */
export interface PageArguments {
  first: number;
  after?: string | null | undefined;
}

/** One page of a list, as Relay's cursor connections name it. */
export interface Page<Item> {
  nodes: Item[];
  edges: { cursor: string; node: Item }[];
  pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
  totalCount: number;
}

/** Checks `first`: a whole number from 1 to `most`, else INVALID_ARGUMENT. */
export function checkFirst(first: number, most: number): number {
  if (Number.isInteger(first) && first >= 1 && first <= most) return first;
  throw new GraphError('INVALID_ARGUMENT', {
    en: `first is ${first}; ask for 1 to ${most} items at a time.`,
    vi: `first là ${first}; mỗi lần chỉ được yêu cầu từ 1 đến ${most} mục.`,
  });
}

function writeCursor(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}

/** Where the page begins: behind the item that `after` names, else INVALID_ARGUMENT. */
function startAfter(cursors: string[], after: string | null | undefined): number {
  if (after === null || after === undefined) return 0;
  const index = cursors.indexOf(after);
  if (index >= 0) return index + 1;
  throw new GraphError('INVALID_ARGUMENT', {
    en: 'after is not a cursor of this list. Take it from pageInfo.endCursor of the page before.',
    vi: 'after không phải là con trỏ của danh sách này. Hãy lấy từ pageInfo.endCursor của trang trước.',
  });
}

/**
 * Cuts one page out of a list held in full, whose items keep their order and whose keys are unique.
 * Errors: INVALID_ARGUMENT for `first` outside 1 to `most` or a foreign `after`.
 */
export function pageOf<Item>(
  items: Item[],
  { first, after }: PageArguments,
  { keyOf, most }: { keyOf: (item: Item) => string; most: number },
): Page<Item> {
  const size = checkFirst(first, most);
  const cursors = items.map((item) => writeCursor(keyOf(item)));
  const start = startAfter(cursors, after);
  const edges = items
    .slice(start, start + size)
    .map((node, index) => ({ cursor: cursors[start + index] ?? '', node }));
  return {
    nodes: edges.map((edge) => edge.node),
    edges,
    pageInfo: {
      hasNextPage: start + size < items.length,
      hasPreviousPage: start > 0,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: items.length,
  };
}
