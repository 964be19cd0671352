import type { Kysely, RawBuilder } from 'kysely';
import type { Call } from '../subgraph/call.ts';
import type { Day } from '../time/day.ts';

export type Sql = RawBuilder<unknown>;

/** What a column holds, over the rows that its topic reads; one that depends on a day is a function of it, a `date`. */
export type Column = Sql | ((on: Sql) => Sql);

/** By path from Child (`nutrition.latest.measuredOn`), or from an item of a list. */
export type Columns = Readonly<Record<string, Column>>;

/** A list of objects: what each holds, over one of the rows that the topic groups by child, and their order. */
export interface ListOfObjects {
  items: Columns;
  order: Sql;
}

/** A list of scalars is SQL for an array. */
export type List = Sql | ListOfObjects;

/** What a topic's subquery is made of. */
export interface TopicParts {
  /** `child_no`, and what was asked for. */
  columns: Sql;
  /** A condition on the child's serial, by which an index finds those asked for and few others; of `child_no` when left out. */
  isNear: (column?: Sql) => Sql;
}

/** What a topic is opened for. */
export interface Opening<Tables> {
  db: Kysely<Tables>;
  call: Call;
  /** The day asked about. */
  on: Day;
  /** Those of its columns that are asked for. */
  paths: readonly string[];
}

/** One row at most for each child that has records: `select <columns> from ... where <isNear()>`, in any order. */
export type ReadTopic = (parts: TopicParts) => Sql;

/** Fields on Child that are read together. */
interface TopicFields {
  /**
   * What is streamed, and answers fetches. An object is a column too: true where it is there. Values are written by
   * PostgreSQL; a moment must be text in ISO 8601, numeric a float8, and an ID text, as the graph answers them.
   */
  columns: Columns;
  /** Lists, which answer fetches and are not streamed, by path from Child. */
  lists?: Readonly<Record<string, List>>;
}

/** A topic that is read alike for whoever asks, so that fetches are answered from it too (shared/fetch). */
export interface PlainTopic extends TopicFields {
  read: ReadTopic;
}

/** A topic that is read as the call is: streamed only. */
export interface TopicOfCall<Tables> extends TopicFields {
  /** Makes what reads it, once a stream. */
  open: (opening: Opening<Tables>) => ReadTopic | Promise<ReadTopic>;
}

export type RowTopic<Tables> = PlainTopic | TopicOfCall<Tables>;

/** What a department states in SQL of its fields on Child. */
export interface RowsDefinition<Tables> {
  /** The first that has a column reads it; on another day than today the first that has it for any day. */
  topics: readonly RowTopic<Tables>[];
  /** Whether whoever has no row of the first topic has none at all, as in the register. Elsewhere those have one of whom something is recorded. */
  isLed?: boolean;
}
