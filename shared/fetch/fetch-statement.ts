import { sql } from 'kysely';
import type { CompiledQuery, Kysely } from 'kysely';
import type { PlainTopic, ReadTopic, RowTopic, Sql } from '../rows/row-topic.ts';
import type { AskedDay } from './asked-day.ts';
import { columnsOf } from './field-columns.ts';
import type { ReadValue } from './field-columns.ts';
import { NotInSql } from './not-in-sql.ts';
import type { AskedField } from './read-question.ts';

/** What is answered of one field, of all children of whom something is recorded. */
export interface FieldRow {
  /** The field's place among those asked for. */
  place: number;
  /** Lists in a list, as JSON: of the children, and of each column; null where nothing is recorded of any. */
  lists: string;
}

/** A statement whose first parameter is the children's serials; the others are days. */
export interface FetchStatement {
  query: CompiledQuery<FieldRow>;
  /** How values are made of a row, by the places of their fields. */
  read: readonly ReadValue[];
  days: readonly AskedDay[];
}

/** The topic that states a field on Child. Throws NotInSql where none does, or not for whoever asks. */
function topicOf<Tables>(topics: readonly RowTopic<Tables>[], { name }: AskedField): PlainTopic {
  const topic = topics.find(
    ({ columns, lists = {} }) => Object.hasOwn(columns, name) || Object.hasOwn(lists, name),
  );
  if (topic === undefined || !('read' in topic)) throw new NotInSql();
  return topic;
}

/** Days as parameters, each once, behind the children. */
function dayParameters() {
  const days: AskedDay[] = [];
  const placeOf = (day: AskedDay): number => {
    const known = days.findIndex((each) => JSON.stringify(each) === JSON.stringify(day));
    return known >= 0 ? known : days.push(day) - 1;
  };
  return { days, dayOf: (day: AskedDay): Sql => sql.raw(`$${placeOf(day) + 2}::date`) };
}

function isNear(column: Sql = sql.ref('child_no')): Sql {
  return sql`${column} = any($1::bigint[])`;
}

function nameOf(index: number): Sql {
  return sql.ref(`column_${String(index)}`);
}

/** A row of lists: each column of all children is one, which PostgreSQL writes, and Node reads, faster than rows. */
function listsOf(read: ReadTopic, columns: readonly Sql[], place: number): Sql {
  const named = columns.map((column, index) => sql`, ${column} as ${nameOf(index)}`);
  const lists = columns.map((_, index) => sql`, json_agg(${nameOf(index)})`);
  const rows = read({ columns: sql`child_no${sql.join(named, sql``)}`, isNear });
  return sql`select ${sql.lit(place)} as place, json_build_array(json_agg(child_no)${sql.join(lists, sql``)})::text as lists
    from (${rows}) answered`;
}

/**
 * Makes the statement that answers fields on Child, a row for each. Throws NotInSql where a department does not state one
 * of them.
 */
export function fetchStatement<Tables>(
  topics: readonly RowTopic<Tables>[],
  fields: readonly AskedField[],
  db: Kysely<Tables>,
): FetchStatement {
  if (fields.length === 0) throw new NotInSql();
  const { days, dayOf } = dayParameters();
  const parts = fields.map((field, place) => {
    const { columns: stated, lists = {}, read: readTopic } = topicOf(topics, field);
    const { columns, read } = columnsOf(field, { columns: stated, lists, dayOf });
    return { read, lists: listsOf(readTopic, columns, place) };
  });
  const rows = sql<FieldRow>`${sql.join(
    parts.map(({ lists }) => lists),
    sql` union all `,
  )}`;
  return { query: rows.compile(db), read: parts.map(({ read }) => read), days };
}
