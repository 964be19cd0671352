import { readChildNumber } from '../../shared/children/child-number.ts';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { LinkLedger } from './link-ledger.ts';

/** Said where a record of the department waits in the review list that may be this child's. */
export function notLinked(department: string): GraphError {
  return new GraphError(
    'NOT_LINKED',
    {
      en: `The department "${department}" has a record that may be this child's and waits in the review list, so it is not shown here. Whoever may decide finds it under linkReviews.`,
      vi: `Cơ quan "${department}" có hồ sơ có thể là của trẻ này, đang chờ đối chiếu nên chưa hiển thị ở đây. Người có quyền quyết định xem trong linkReviews.`,
    },
    { department },
  );
}

/** Said where the department holds another record of the child that rules the decided one out. */
export function linkRefused(department: string): GraphError {
  return new GraphError(
    'INVALID_ARGUMENT',
    {
      en: 'The department holds another record of this child, and only one of the two can be. The record waits in the review list again: decide whose it is, or have the department mend the other one.',
      vi: 'Cơ quan đã có một hồ sơ khác của trẻ này và chỉ một trong hai có thể đúng. Hồ sơ trở lại danh sách chờ: hãy quyết định lại, hoặc đề nghị cơ quan sửa hồ sơ kia.',
    },
    { department },
  );
}

function childNoOf(representation: unknown): number | null {
  if (typeof representation !== 'object' || representation === null) return null;
  const id: unknown = Reflect.get(representation, 'id');
  const isChild = Reflect.get(representation, '__typename') === 'Child';
  return isChild && typeof id === 'string' ? readChildNumber(id) : null;
}

/** Whether a department is asked about a child of whom a record of its waits. */
export function asksOfWaiting(
  links: LinkLedger,
  department: string,
  representations: unknown,
): boolean {
  if (!links.hasWaiting(department) || !Array.isArray(representations)) return false;
  return representations
    .map(childNoOf)
    .some((childNo) => childNo !== null && links.isWaiting(department, childNo));
}
