import type { QueryExecutorProvider } from 'kysely';
import type { Logger } from 'pino';
import { pruneLog, reachesBack, readLog } from './change-log.ts';
import type { Change, LogReading } from './change-log.ts';
import type { KeptTopic } from './topic-keeper.ts';

/** Between two tries to load. */
const PAUSE_MILLISECONDS = 5_000;

/** How far the records behind cohorts are in memory. */
export type KeeperState = 'NOT_LOADED' | 'LOADING' | 'READY';

/** The children to read again, by topic; null where it is all of them. */
function changedByTopic(changes: readonly Change[]): Map<string, Set<number> | null> {
  const changed = new Map<string, Set<number> | null>();
  for (const { topic, childNos } of changes) {
    const known = changed.get(topic) ?? new Set<number>();
    if (childNos === null || changed.get(topic) === null) changed.set(topic, null);
    else changed.set(topic, new Set([...known, ...childNos]));
  }
  return changed;
}

/**
 * Keeps a department's records in memory as its database has them. Before an answer `catchUp` reads the change log to its
 * end, so whatever was committed before the question is in it, whichever process wrote it.
 */
export class CohortKeeper {
  readonly #db: QueryExecutorProvider;
  readonly #topics: readonly KeptTopic[];
  readonly #log: Logger;
  #position: bigint | null = null;
  /** Transactions from #position on that are taken in already. */
  readonly #taken = new Set<bigint>();
  #state: KeeperState = 'NOT_LOADED';
  #running: Promise<void> = Promise.resolve();
  #waiting: Promise<void> | null = null;
  #saving: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(db: QueryExecutorProvider, topics: readonly KeptTopic[], log: Logger) {
    this.#db = db;
    this.#topics = topics;
    this.#log = log;
  }

  get state(): KeeperState {
    return this.#topics.length === 0 ? 'READY' : this.#state;
  }

  /** Begins to load in the background; a failure is logged and tried again, by the next question if that comes first. */
  start(): void {
    if (this.#topics.length === 0) return;
    this.catchUp().catch((err: unknown) => {
      if (this.#isClosed) return;
      this.#log.warn({ err }, 'records for cohorts could not be loaded');
      setTimeout(() => {
        if (!this.#isClosed) this.start();
      }, PAUSE_MILLISECONDS).unref();
    });
  }

  /** Takes in all that was committed before the call; loads first where nothing is loaded. Calls made meanwhile share one. */
  catchUp(): Promise<void> {
    const ended = this.#running.catch(() => undefined);
    this.#waiting ??= ended.then(() => {
      this.#waiting = null;
      this.#running = this.#read();
      return this.#running;
    });
    return this.#waiting;
  }

  /** Saves what is worth saving, and waits for what runs. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#running.catch(() => undefined);
    this.#save();
    await this.#saving;
  }

  async #read(): Promise<void> {
    const reading = await readLog(this.#db, this.#position);
    if (this.#position !== null && reachesBack(reading, this.#position)) await this.#take(reading);
    else await this.#load(reading);
    this.#save();
  }

  async #load(reading: LogReading): Promise<void> {
    this.#state = 'LOADING';
    this.#position = null;
    const positions: bigint[] = [reading.position];
    try {
      for (const topic of this.#topics) positions.push(await topic.load(this.#db, reading));
      const position = positions.reduce((least, each) => (each < least ? each : least));
      this.#taken.clear();
      await this.#take(await readLog(this.#db, position));
      this.#state = 'READY';
    } catch (error) {
      this.#state = 'NOT_LOADED';
      this.#position = null;
      throw error;
    }
  }

  async #take({ position, changes }: LogReading): Promise<void> {
    const fresh = changes.filter(({ transaction }) => !this.#taken.has(transaction));
    const changed = changedByTopic(fresh);
    for (const topic of this.#topics) {
      const childNos = changed.get(topic.name);
      if (childNos === null) await topic.reload(this.#db);
      else if (childNos !== undefined) await topic.change(this.#db, [...childNos]);
    }
    for (const { transaction } of fresh) this.#taken.add(transaction);
    for (const transaction of this.#taken)
      if (transaction < position) this.#taken.delete(transaction);
    this.#position = position;
  }

  #save(): void {
    const position = this.#position;
    if (position === null || !this.#topics.some(({ isWorthSaving }) => isWorthSaving)) return;
    this.#saving = this.#saving
      .then(() => this.#saveAt(position))
      .catch((err: unknown) => {
        this.#log.warn({ err }, 'records for cohorts could not be saved');
      });
  }

  async #saveAt(position: bigint): Promise<void> {
    if (!this.#topics.some(({ isWorthSaving }) => isWorthSaving)) return;
    for (const topic of this.#topics) await topic.save(this.#db, position);
    await pruneLog(this.#db, position);
  }
}
