import { readChildNumber } from '../children/child-number.ts';
import { isRecord } from '../json/is-record.ts';
import { NotInSql } from './not-in-sql.ts';
import { CHILD } from './read-question.ts';

/** A child as it is asked for. */
export interface AskedChild {
  id: string;
  childNo: number;
}

/** A child is named by its type and its number alone. */
const KEYS = 2;

function askedChild(value: unknown): AskedChild {
  if (!isRecord(value) || value['__typename'] !== CHILD) throw new NotInSql();
  const { id } = value;
  const childNo = typeof id === 'string' ? readChildNumber(id) : null;
  if (typeof id !== 'string' || childNo === null) throw new NotInSql();
  if (Object.keys(value).length > KEYS) throw new NotInSql();
  return { id, childNo };
}

/** Reads representations: of children, by their numbers alone. Throws NotInSql for any others, which are refused elsewhere. */
export function askedChildren(representations: unknown): AskedChild[] {
  if (!Array.isArray(representations)) throw new NotInSql();
  return representations.map(askedChild);
}
