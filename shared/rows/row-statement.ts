import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Call } from '../subgraph/call.ts';
import type { Day } from '../time/day.ts';
import { isIn } from './asked-children.ts';
import type { Slice } from './asked-children.ts';
import type { AskedColumn } from './row-request.ts';
import type { RowTopic, RowsDefinition, Sql, TopicParts } from './row-topic.ts';
import { RowsNotServed } from './rows-not-served.ts';

/** Columns that are read by one subquery: of one topic, on one day. */
interface Part<Tables> {
  topic: RowTopic<Tables>;
  on: Day;
  prepared: Sql;
  columns: Sql[];
}

/** Makes the COPY of a slice of the children. */
export type StatementFor = (slice: Slice) => string;

const NOTHING = sql``;
const isAny = () => sql`true`;

function columnOf<Tables>(topic: RowTopic<Tables>, asked: AskedColumn, today: Day): Sql {
  const column = topic.columns[asked.path];
  if (typeof column === 'function') return column(asked.on ?? today);
  if (column === undefined || asked.on !== undefined)
    throw new RowsNotServed(`${asked.path} of a day`);
  return column;
}

function topicOf<Tables>({ topics }: RowsDefinition<Tables>, path: string): RowTopic<Tables> {
  const topic = topics.find(({ columns }) => Object.hasOwn(columns, path));
  if (topic === undefined) throw new RowsNotServed(path);
  return topic;
}

/** The parts that hold the columns, each with its place among all of them. */
async function partsOf<Tables>(
  definition: RowsDefinition<Tables>,
  asked: readonly AskedColumn[],
  db: Kysely<Tables>,
  today: Day,
): Promise<Part<Tables>[]> {
  const parts: Part<Tables>[] = [];
  for (const [place, column] of asked.entries()) {
    const topic = topicOf(definition, column.path);
    const on = column.on ?? today;
    let part = parts.find((known) => known.topic === topic && known.on === on);
    if (part === undefined) {
      const prepared = (await topic.prepare?.(db, on)) ?? NOTHING;
      part = { topic, on, prepared, columns: [] };
      parts.push(part);
    }
    part.columns.push(sql`${columnOf(topic, column, today)} as ${sql.ref(`c${place}`)}`);
  }
  return parts;
}

function joined(sources: readonly Sql[], isLed: boolean): Sql {
  const [first, ...others] = sources.map(
    (source, place) => sql`(${source}) ${sql.ref(`part${place}`)}`,
  );
  const join = isLed ? sql`left join` : sql`full join`;
  return sql`${first ?? NOTHING} ${sql.join(
    others.map((other) => sql`${join} ${other} using (child_no)`),
    NOTHING,
  )}`;
}

/**
 * Makes the statements of a request: one COPY a slice, of rows sorted by child, the child's serial first and then the
 * columns in the order asked. Throws RowsNotServed for a column that no topic has.
 */
export async function rowStatements<Tables>(
  definition: RowsDefinition<Tables>,
  asked: readonly AskedColumn[],
  db: Kysely<Tables>,
  call: Call,
): Promise<StatementFor> {
  const parts = await partsOf(definition, asked, db, call.clock.today());
  const door = await definition.door?.(db, call);
  const read = ({ topic, on, prepared, columns }: Part<Tables>, isAsked: TopicParts['isAsked']) =>
    topic.read({ columns: sql.join(columns), isAsked, on, prepared });
  const names = asked.map((_, place) => sql.ref(`c${place}`));
  return (slice) => {
    const isAsked = slice.length === 0 ? isAny : isIn(slice);
    const sources = parts.map((part) => read(part, isAsked));
    const from = joined(door ? [door(isAsked), ...sources] : sources, door !== undefined);
    const rows = sql`select ${sql.join([sql.ref('child_no'), ...names])} from ${from} order by child_no`;
    return sql`copy (${rows}) to stdout`.compile(db).sql;
  };
}
