import { sql } from 'kysely';
import type { CompiledQuery, Kysely } from 'kysely';
import type { PlainTopic, RowTopic, Sql } from '../rows/row-topic.ts';
import type { AskedDay } from './asked-day.ts';
import { valueOf } from './json-of-fields.ts';
import { NotInSql } from './not-in-sql.ts';
import type { AskedField } from './read-question.ts';

/** What is answered of one field, of all children of whom something is recorded. */
export interface FieldRow {
  /** The field's place among those asked for. */
  place: number;
  /** The children, as a list in JSON. */
  childNos: string;
  /** The value of each, as a list in JSON: one text is read faster than a row for each child. */
  values: string;
}

/** A statement whose first parameter is the children's serials; the others are days. */
export interface FetchStatement {
  query: CompiledQuery<FieldRow>;
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

function listed(item: Sql): Sql {
  return sql`'[' || string_agg(${item}, ',') || ']'`;
}

function isNear(column: Sql = sql.ref('child_no')): Sql {
  return sql`${column} = any($1::bigint[])`;
}

/**
 * Makes the statement that answers fields on Child: a row for each field of which something is recorded.
 * Throws NotInSql where a department does not state one of them.
 */
export function fetchStatement<Tables>(
  topics: readonly RowTopic<Tables>[],
  fields: readonly AskedField[],
  db: Kysely<Tables>,
): FetchStatement {
  if (fields.length === 0) throw new NotInSql();
  const { days, dayOf } = dayParameters();
  const parts = fields.map((field, place) => {
    const { columns, lists = {}, read } = topicOf(topics, field);
    const value = valueOf(field, { columns, lists, dayOf });
    const asked = sql`${sql.lit(place)} as place, child_no, (${value})::text as value`;
    return sql`(${read({ columns: asked, isNear })})`;
  });
  const rows = sql<FieldRow>`
    select place, ${listed(sql`child_no::text`)} as "childNos", ${listed(sql`coalesce(value, 'null')`)} as values
    from (${sql.join(parts, sql` union all `)}) answered group by place`;
  return { query: rows.compile(db), days };
}
