import { readChildNumber } from '../children/child-number.ts';
import { NotInSql } from './not-in-sql.ts';
import { CHILD } from './read-question.ts';

/** A child as it is asked for. */
export interface AskedChild {
  id: string;
  childNo: number;
}

const KEYS = 2;

/** Whether it names a child by its number alone. */
function isOfChild(value: unknown): value is { id: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    '__typename' in value &&
    value.__typename === CHILD &&
    'id' in value &&
    typeof value.id === 'string' &&
    Object.keys(value).length === KEYS
  );
}

function askedChild(value: unknown): AskedChild {
  const childNo = isOfChild(value) ? readChildNumber(value.id) : null;
  if (!isOfChild(value) || childNo === null) throw new NotInSql();
  return { id: value.id, childNo };
}

/** Reads representations: of children, by their numbers alone. Throws NotInSql for any others, which are refused elsewhere. */
export function askedChildren(representations: unknown): AskedChild[] {
  if (!Array.isArray(representations)) throw new NotInSql();
  return representations.map(askedChild);
}
