import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Call } from '../subgraph/call.ts';
import type { Day } from '../time/day.ts';
import { conditionsOf } from './asked-children.ts';
import type { Slice } from './asked-children.ts';
import type { AskedColumn } from './row-request.ts';
import type { RowTopic, RowsDefinition, Sql, TopicParts } from './row-topic.ts';
import { RowsNotServed } from './rows-not-served.ts';

/** Columns that are read by one subquery: of one topic, on one day. */
interface Part<Tables> {
  topic: RowTopic<Tables>;
  on: Day;
  columns: { path: string; as: Sql }[];
}

/** Makes the COPY of a slice of the children. */
export type StatementFor = (slice: Slice) => string;

const NOTHING = sql``;
const CHILD_NO = sql.ref('child_no');

function nameOf(place: number): Sql {
  return sql.ref(`c${place}`);
}

/** What a topic holds under a path; null where it holds nothing, or not for any day. */
function valueOf<Tables>({ columns }: RowTopic<Tables>, path: string, on: Day, today: Day) {
  const column = Object.hasOwn(columns, path) ? columns[path] : undefined;
  if (typeof column === 'function') return column(sql`${sql.lit(on)}::date`);
  return on === today ? (column ?? null) : null;
}

/** The parts that hold the columns; of those that are led the first one is there whatever is asked for. */
function partsOf<Tables>(
  { topics, isLed }: RowsDefinition<Tables>,
  asked: readonly AskedColumn[],
  today: Day,
): Part<Tables>[] {
  const leading = isLed ? topics.slice(0, 1) : [];
  const parts: Part<Tables>[] = leading.map((topic) => ({ topic, on: today, columns: [] }));
  for (const [place, { path, on = today }] of asked.entries()) {
    const topic = topics.find((each) => valueOf(each, path, on, today) !== null);
    if (topic === undefined) throw new RowsNotServed(path);
    const known = parts.find((part) => part.topic === topic && part.on === on);
    const part = known ?? { topic, on, columns: [] };
    if (!known) parts.push(part);
    const value = valueOf(topic, path, on, today) ?? NOTHING;
    part.columns.push({ path, as: sql`${value} as ${nameOf(place)}` });
  }
  return parts;
}

async function readerOf<Tables>(
  { topic, on, columns: asked }: Part<Tables>,
  db: Kysely<Tables>,
  call: Call,
): Promise<(isNear: TopicParts['isNear']) => Sql> {
  const paths = asked.map(({ path }) => path);
  const read = 'read' in topic ? topic.read : await topic.open({ db, call, on, paths });
  const columns = sql.join([CHILD_NO, ...asked.map(({ as }) => as)]);
  return (isNear) => read({ columns, isNear });
}

function joined(sources: readonly Sql[], isLed = false): Sql {
  const [first = NOTHING, ...others] = sources.map(
    (source, place) => sql`(${source}) ${sql.ref(`part${place}`)}`,
  );
  const join = isLed ? sql`left join` : sql`full join`;
  return sql.join(
    [first, ...others.map((other) => sql`${join} ${other} using (child_no)`)],
    sql` `,
  );
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
  const parts = partsOf(definition, asked, call.clock.today());
  const readers = await Promise.all(parts.map((part) => readerOf(part, db, call)));
  const names = sql.join([CHILD_NO, ...asked.map((_, place) => nameOf(place))]);
  return (slice) => {
    const { isNear, isAsked } = conditionsOf(slice);
    const sources = readers.map((read) => read(isNear));
    const rows = sql`select ${names} from ${joined(sources, definition.isLed)} where ${isAsked} order by child_no`;
    return sql`copy (${rows}) to stdout`.compile(db).sql;
  };
}
