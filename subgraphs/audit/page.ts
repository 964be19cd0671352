import { z } from 'zod';
import { GraphError } from '../../shared/errors/graph-error.ts';
import { checkFirst } from '../../shared/graphql/connection.ts';
import type { PageArguments } from '../../shared/graphql/connection.ts';
import type { Slice } from './queries.ts';
import type { Place } from './tables.ts';

const MOST = 100;

const cursorForm = z.tuple([z.iso.datetime(), z.uuid(), z.int().positive()]);

function writeCursor({ at, chainId, position }: Place): string {
  return Buffer.from(JSON.stringify([at, chainId, position])).toString('base64url');
}

function readCursor(cursor: string): Place {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8');
    const [at, chainId, position] = cursorForm.parse(JSON.parse(text));
    return { at: new Date(at), chainId, position };
  } catch {
    throw new GraphError('INVALID_ARGUMENT', {
      en: 'after is not a cursor of this list. Take it from pageInfo.endCursor of the page before.',
      vi: 'after không phải là con trỏ của danh sách này. Hãy lấy từ pageInfo.endCursor của trang trước.',
    });
  }
}

/** What to read for a page: one row more than it holds, to know whether there is a next one. Throws INVALID_ARGUMENT. */
export function sliceFor({ first, after }: PageArguments): Slice {
  return {
    size: checkFirst(first, MOST) + 1,
    after: after === null || after === undefined ? null : readCursor(after),
  };
}

/** Makes the page out of what was read for it. */
export function pageFrom<Row extends Place>(rows: readonly Row[], { size, after }: Slice) {
  const nodes = rows.slice(0, size - 1);
  const edges = nodes.map((node) => ({ cursor: writeCursor(node), node }));
  return {
    nodes,
    edges,
    pageInfo: {
      hasNextPage: rows.length === size,
      hasPreviousPage: after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
