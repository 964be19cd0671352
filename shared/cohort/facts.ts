import type { RawBuilder } from 'kysely';

/** A value that criteria judge by; a moment is written as ISO 8601 text, a list joined by spaces. */
export type Fact = string | number | boolean | null;

/** What one record says, by the names of its facts. */
export type Facts = Readonly<Record<string, Fact>>;

/** A record of a child, as it comes from the database. */
export type LinkedRecord<Row extends Facts> = Row & { childNo: number };

/** What a department states of records that it judges children by. */
export interface TopicDefinition<Row extends Facts> {
  /** Names it in the change log: the table whose triggers write there. */
  name: string;
  /** Every record that is linked to a child: `select child_no, ...`, one column for each fact. */
  records: RawBuilder<LinkedRecord<Row>>;
  /** What sets the order of one child's records, such as `measured_on, id`; any order when left out. */
  order?: RawBuilder<unknown>;
  /** A record with the names of the facts; its values say nothing. */
  blank: Row;
}
