import { sql } from 'kysely';
import type { Columns, List, Sql } from '../rows/row-topic.ts';
import { TODAY } from './asked-day.ts';
import type { AskedDay } from './asked-day.ts';
import { NotInSql } from './not-in-sql.ts';
import { TYPENAME } from './read-question.ts';
import type { AskedField } from './read-question.ts';

/** PostgreSQL's functions take 100 arguments: a name and a value for each field. */
const MOST_FIELDS = 50;

/** What a department states of fields, by path, and how it is told of a day. */
export interface Stated {
  columns: Columns;
  lists: Readonly<Record<string, List>>;
  dayOf: (day: AskedDay) => Sql;
}

function listOf(list: List, { fields }: AskedField, { dayOf }: Stated): Sql {
  if (!('items' in list)) return list;
  const item = objectOf(fields, { columns: list.items, lists: {}, dayOf });
  return sql`json_agg(${item} order by ${list.order})`;
}

function scalarOf(path: string, { on }: AskedField, { columns, dayOf }: Stated): Sql {
  const column = Object.hasOwn(columns, path) ? columns[path] : undefined;
  if (typeof column === 'function') return column(dayOf(on ?? TODAY));
  if (column === undefined || on !== null) throw new NotInSql();
  return column;
}

/** SQL for what a field holds, as JSON has it, over the rows of its topic; its path begins with a prefix. */
export function valueOf(field: AskedField, stated: Stated, prefix = ''): Sql {
  const path = `${prefix}${field.name}`;
  if (field.name === TYPENAME) return sql.lit(field.of);
  const list = Object.hasOwn(stated.lists, path) ? stated.lists[path] : undefined;
  if (list) return listOf(list, field, stated);
  const scalar = scalarOf(path, field, stated);
  if (field.fields.length === 0) return scalar;
  return sql`case when ${scalar} then ${objectOf(field.fields, stated, `${path}.`)} end`;
}

function objectOf(fields: readonly AskedField[], stated: Stated, prefix = ''): Sql {
  if (fields.length > MOST_FIELDS) throw new NotInSql();
  const parts = fields.flatMap((field) => [sql.lit(field.key), valueOf(field, stated, prefix)]);
  return sql`json_build_object(${sql.join(parts)})`;
}
