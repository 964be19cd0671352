import { sql } from 'kysely';
import type { QueryExecutorProvider, RawBuilder } from 'kysely';
import { LRUCache } from 'lru-cache';
import { reachesBack } from './change-log.ts';
import type { LogReading } from './change-log.ts';
import type { ChildSet } from './child-set.ts';
import type { Facts, LinkedRecord, TopicDefinition } from './facts.ts';
import { KeptGrouping, KeptSet } from './kept-judgement.ts';
import { KeptRecords } from './kept-records.ts';
import { ColumnsWriter } from './record-columns.ts';
import type { RecordColumns } from './record-columns.ts';
import { readColumns, writeColumns } from './snapshot-bytes.ts';
import { moveSnapshot, readSnapshot, saveSnapshot } from './snapshots.ts';

/** 128 KB each per million children. */
const SETS_KEPT = 200;
/** 2 MB each per million children. */
const GROUPINGS_KEPT = 24;
const RECORDS_PER_PAGE = 20_000;
const CHILDREN_PER_READING = 10_000;
/** From here on, records are saved anew: taking in this many changes at the next start costs as much as reading them. */
const CHANGES_WORTH_SAVING = 20_000;

/** What a department's keeper does with each topic, whatever its records say. */
export interface KeptTopic {
  readonly name: string;
  /** Reads all records; answers where in the log they stand. */
  load: (db: QueryExecutorProvider, reading: LogReading) => Promise<bigint>;
  /** Takes in that children's records were written. */
  change: (db: QueryExecutorProvider, childNos: readonly number[]) => Promise<void>;
  /** Reads all records from their table, whatever is saved. */
  reload: (db: QueryExecutorProvider) => Promise<void>;
  /** Whether so much changed since the records were saved that saving them pays. */
  readonly isWorthSaving: boolean;
  /** Saves the records, which stand at a position. */
  save: (db: QueryExecutorProvider, position: bigint) => Promise<void>;
}

/** The records of one topic of one database in memory, and what was judged by them. */
export class TopicKeeper<Row extends Facts> implements KeptTopic {
  readonly #topic: TopicDefinition<Row>;
  readonly #sets = new LRUCache<string, KeptSet<Row>>({ max: SETS_KEPT });
  readonly #groupings = new LRUCache<string, KeptGrouping<Row>>({ max: GROUPINGS_KEPT });
  #records: KeptRecords<Row>;
  #isSaved = false;

  constructor(topic: TopicDefinition<Row>) {
    this.#topic = topic;
    this.#records = new KeptRecords(new ColumnsWriter(topic.blank).finish());
  }

  get name(): string {
    return this.#topic.name;
  }

  get records(): KeptRecords<Row> {
    return this.#records;
  }

  get isWorthSaving(): boolean {
    return !this.#isSaved || this.#records.changedCount >= CHANGES_WORTH_SAVING;
  }

  async load(db: QueryExecutorProvider, reading: LogReading): Promise<bigint> {
    const saved = await readSnapshot(db, this.name);
    const isGood = saved !== null && reachesBack(reading, saved.position);
    const columns = isGood ? readColumns(this.#topic.blank, saved.content) : null;
    if (columns === null || saved === null) {
      await this.reload(db);
      return reading.position;
    }
    this.#isSaved = true;
    this.#take(columns);
    return saved.position;
  }

  async reload(db: QueryExecutorProvider): Promise<void> {
    const columns = await this.#readAll(db);
    this.#isSaved = false;
    this.#take(columns);
  }

  #take(columns: RecordColumns<Row>): void {
    this.#records = new KeptRecords(columns);
    this.#sets.clear();
    this.#groupings.clear();
  }

  /** Page by page, so that no more than one is in memory twice and other requests are answered in between. */
  async #readAll(db: QueryExecutorProvider) {
    const writer = new ColumnsWriter(this.#topic.blank);
    let page: LinkedRecord<Row>[];
    let after = -1;
    do {
      page = await this.#readPage(db, after);
      for (const row of page) writer.add(row.childNo, row);
      after = page.at(-1)?.childNo ?? after;
    } while (page.length >= RECORDS_PER_PAGE);
    return writer.finish();
  }

  /** A page holds all records of its last child. */
  async #readPage(db: QueryExecutorProvider, after: number): Promise<LinkedRecord<Row>[]> {
    return this.#readRecords(
      db,
      sql`child_no > ${after} order by child_no fetch first ${sql.lit(RECORDS_PER_PAGE)} rows with ties`,
    );
  }

  async #readRecords(db: QueryExecutorProvider, which: RawBuilder<unknown>) {
    const { records, order = sql`1` } = this.#topic;
    const { rows } = await sql<LinkedRecord<Row>>`
      select * from (select * from (${records}) record where ${which}) page order by child_no, ${order}
    `.execute(db);
    return rows;
  }

  async change(db: QueryExecutorProvider, childNos: readonly number[]): Promise<void> {
    for (let from = 0; from < childNos.length; from += CHILDREN_PER_READING) {
      const some = childNos.slice(from, from + CHILDREN_PER_READING);
      const found = await this.#readRecords(db, sql`child_no = any(${some}::bigint[])`);
      this.#records.replace(some, found);
      for (const set of this.#sets.values()) set.rejudge(this.#records, some);
      for (const grouping of this.#groupings.values()) grouping.rejudge(this.#records, some);
    }
  }

  async save(db: QueryExecutorProvider, position: bigint): Promise<void> {
    if (this.#isSaved && this.#records.changedCount === 0) {
      await moveSnapshot(db, this.name, position);
      return;
    }
    if (this.#records.changedCount > 0) this.#records.compact(this.#topic.blank);
    this.#isSaved = true;
    const content = writeColumns(this.#records.columns.data);
    await saveSnapshot(db, this.name, { position, content });
  }

  /** The children for whom a criterion holds, computed once and then kept right; `key` names the criterion. */
  setOf(key: string, holds: (records: readonly Row[]) => boolean): ChildSet {
    const kept = this.#sets.get(key) ?? new KeptSet(this.#records, holds);
    this.#sets.set(key, kept);
    return kept.children;
  }

  /** The group of each child, likewise. */
  groupingOf(key: string, groupOf: (records: readonly Row[]) => number): KeptGrouping<Row> {
    const kept = this.#groupings.get(key) ?? new KeptGrouping(this.#records, groupOf);
    this.#groupings.set(key, kept);
    return kept;
  }
}
