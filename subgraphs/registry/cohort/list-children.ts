import type { ChildSet } from '../../../shared/cohort/child-set.ts';
import { GraphError } from '../../../shared/errors/graph-error.ts';
import { checkFirst } from '../../../shared/graphql/connection.ts';
import type { PageArguments } from '../../../shared/graphql/connection.ts';
import type { Day } from '../../../shared/time/day.ts';
import { residences } from '../criteria.ts';
import type { CohortChildConnectionSource } from '../loaders.ts';
import type { Territory } from '../sight.ts';
import { territoryKey } from './scope.ts';

const MOST_CHILDREN = 1_000;
const CURSOR = /^child:(\d{1,10})$/;

/** Names the place behind a child in every list, whoever else is in it. */
export function cursorOf(childNo: number): string {
  return Buffer.from(`child:${childNo}`).toString('base64url');
}

function readCursor(after: string | null | undefined): number {
  if (after === null || after === undefined) return -1;
  const [, childNo] = CURSOR.exec(Buffer.from(after, 'base64url').toString()) ?? [];
  if (childNo !== undefined) return Number(childNo);
  throw new GraphError('INVALID_ARGUMENT', {
    en: 'after is not a cursor of this list. Take it from pageInfo.endCursor of the page before.',
    vi: 'after không phải là con trỏ của danh sách này. Hãy lấy từ pageInfo.endCursor của trang trước.',
  });
}

/** The children whose home now lies in a territory, as the door sees it; who was never at home is in no cohort. */
export function atHomeIn(territory: Territory, today: Day, database: object): ChildSet {
  const key = `at home ${territoryKey(territory)} ${today}`;
  return residences.keeperIn(database).setOf(key, (stays) => {
    const last = stays.findLast(({ startedOn }) => startedOn <= today);
    return last !== undefined && territory.unitIds.has(last.unitId);
  });
}

/** One page of a set in the order of the register numbers. Errors: INVALID_ARGUMENT for `first` or `after`. */
export function pageOfSet(
  set: ChildSet,
  { first, after }: PageArguments,
): CohortChildConnectionSource {
  const size = checkFirst(first, MOST_CHILDREN);
  const start = readCursor(after);
  const childNos: number[] = [];
  let hasNextPage = false;
  for (const childNo of set.above(start)) {
    hasNextPage = childNos.length === size;
    if (hasNextPage) break;
    childNos.push(childNo);
  }
  const [lowest] = set.above();
  const hasPreviousPage = lowest !== undefined && lowest <= start;
  return { childNos, hasNextPage, hasPreviousPage, all: set };
}
