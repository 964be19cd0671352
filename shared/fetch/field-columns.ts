import { sql } from 'kysely';
import type { Columns, List, Sql } from '../rows/row-topic.ts';
import { TODAY } from './asked-day.ts';
import type { AskedDay } from './asked-day.ts';
import { NotInSql } from './not-in-sql.ts';
import { TYPENAME } from './read-question.ts';
import type { AskedField } from './read-question.ts';

/** PostgreSQL's functions take 100 arguments: a name and a value for each field, or a column each and the children. */
const MOST_FIELDS = 50;
const MOST_COLUMNS = 99;

/** What a department states of fields, by path, and how it is told of a day. */
export interface Stated {
  columns: Columns;
  lists: Readonly<Record<string, List>>;
  dayOf: (day: AskedDay) => Sql;
}

/** Makes a field's value for the child at a place of the columns' lists. */
export type ReadValue = (lists: readonly (readonly unknown[])[], place: number) => unknown;

/** SQL for what a field holds, over the rows of its topic: objects are made of their columns here, which costs less than JSON objects. */
export interface FieldColumns {
  columns: readonly Sql[];
  read: ReadValue;
}

function scalarOf(path: string, { on }: AskedField, { columns, dayOf }: Stated): Sql {
  const column = Object.hasOwn(columns, path) ? columns[path] : undefined;
  if (typeof column === 'function') return column(dayOf(on ?? TODAY));
  if (column === undefined || on !== null) throw new NotInSql();
  return column;
}

/** An object in a list, as JSON: its path begins with a prefix. */
function jsonOf(fields: readonly AskedField[], stated: Stated, prefix = ''): Sql {
  if (fields.length > MOST_FIELDS) throw new NotInSql();
  const parts = fields.flatMap((field) => [sql.lit(field.key), jsonValue(field, stated, prefix)]);
  return sql`json_build_object(${sql.join(parts)})`;
}

function jsonValue(field: AskedField, stated: Stated, prefix: string): Sql {
  if (field.name === TYPENAME) return sql.lit(field.of);
  const path = `${prefix}${field.name}`;
  const scalar = scalarOf(path, field, stated);
  if (field.fields.length === 0) return scalar;
  return sql`case when ${scalar} then ${jsonOf(field.fields, stated, `${path}.`)} end`;
}

function listOf(list: List, { fields }: AskedField, { dayOf }: Stated): Sql {
  if (!('items' in list)) return list;
  const item = jsonOf(fields, { columns: list.items, lists: {}, dayOf });
  return sql`json_agg(${item} order by ${list.order})`;
}

/** Makes objects of what is read for each key; null where the object's own column is not true. */
function readerOfObject(isThere: ReadValue, parts: readonly [string, ReadValue][]): ReadValue {
  return (lists, place) => {
    if (isThere(lists, place) !== true) return null;
    const object: Record<string, unknown> = {};
    for (const [key, read] of parts) object[key] = read(lists, place);
    return object;
  };
}

/** The columns of a field, and how its value is made of them. Throws NotInSql where a department does not state it. */
export function columnsOf(asked: AskedField, stated: Stated): FieldColumns {
  const columns: Sql[] = [];

  function readerOfColumn(column: Sql): ReadValue {
    const index = columns.push(column) - 1;
    return (lists, place) => lists[index]?.[place] ?? null;
  }

  function readerOf(field: AskedField, prefix: string): ReadValue {
    if (field.name === TYPENAME) return () => field.of;
    const path = `${prefix}${field.name}`;
    const list = Object.hasOwn(stated.lists, path) ? stated.lists[path] : undefined;
    if (list) return readerOfColumn(listOf(list, field, stated));
    const read = readerOfColumn(scalarOf(path, field, stated));
    if (field.fields.length === 0) return read;
    return readerOfObject(
      read,
      field.fields.map((each) => [each.key, readerOf(each, `${path}.`)]),
    );
  }

  const read = readerOf(asked, '');
  if (columns.length > MOST_COLUMNS) throw new NotInSql();
  return { columns, read };
}
