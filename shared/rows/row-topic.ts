import type { Kysely, RawBuilder } from 'kysely';
import type { Call } from '../subgraph/call.ts';
import type { Day } from '../time/day.ts';

export type Sql = RawBuilder<unknown>;

/** What a column holds, over the rows that its topic reads; one that depends on a day is a function of it. */
export type Column = Sql | ((on: Day) => Sql);

/** What a topic's statement is made of. */
export interface TopicParts {
  /** The columns that were asked for. */
  columns: Sql;
  /** The condition that a child is asked about, over the column of its serial; `child_no` when left out. */
  isAsked: (column?: Sql) => Sql;
  /** The day asked about. */
  on: Day;
  /** What `prepare` found; empty where there is none. */
  prepared: Sql;
}

/** Fields on Child that are read together. */
export interface RowTopic<Tables> {
  /** One row at most for each child that has records: `select child_no, <columns> from ... where <isAsked()>`. */
  read: (parts: TopicParts) => Sql;
  /** What `read` needs besides, found once a stream. */
  prepare?: (db: Kysely<Tables>, on: Day) => Promise<Sql>;
  /**
   * By path from Child (`nutrition.latest.measuredOn`). An object is a column too: true where it is there. Values are
   * written by PostgreSQL; a moment must be text in ISO 8601, and numeric a float8, as the graph answers them.
   */
  columns: Readonly<Record<string, Column>>;
}

/** The children of a set who may be shown to the viewer of a call: `select child_no ... where <isAsked>`. */
export type Door<Tables> = (
  db: Kysely<Tables>,
  call: Call,
) => Promise<(isAsked: TopicParts['isAsked']) => Sql>;

/** What a department streams of its fields on Child. */
export interface RowsDefinition<Tables> {
  topics: readonly RowTopic<Tables>[];
  /** The register's alone: each child it lets through has a row. Elsewhere those have one of whom something is recorded. */
  door?: Door<Tables>;
}
