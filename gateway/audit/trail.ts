import { setTimeout as sleep } from 'node:timers/promises';
import { explainDatabase } from '../../shared/start/explain-database.ts';
import { ChainWriter } from './chain-writer.ts';
import type { Access, EmergencyEvent } from './entry.ts';
import { HeadFile } from './head-file.ts';
import type { HeadFolder } from './head-file.ts';
import { inTime } from './in-time.ts';
import { TrailDatabase } from './trail-database.ts';
import { accessRow, checkRow, emergencyRow } from './trail-row.ts';
import type { TrailRow } from './trail-row.ts';
import { TrailUnavailable } from './trail-unavailable.ts';

/** Where what the gateway does is written down. */
export interface Trail {
  /** Resolves when the record is durable; rejects with TrailUnavailable when it is not, and may be written or not. */
  record: (access: Access) => Promise<void>;
  /** The same for an emergency. */
  recordEmergency: (event: EmergencyEvent) => Promise<void>;
  /** Rejects with TrailUnavailable where nothing can be written at present. */
  check: () => Promise<void>;
  /** Writes what is waiting, and ends the chain. */
  close: () => Promise<void>;
}

export interface TrailOptions extends HeadFolder {
  /** Of the role that may insert and no more. */
  databaseUrl: string;
  /** Name of this gateway: letters, digits, dots and hyphens; no two running gateways share one. */
  gateway: string;
  /** Entries that may wait; more are refused. */
  mostWaiting?: number;
}

interface Waiting {
  row: TrailRow;
  resolve: () => void;
  reject: (reason: TrailUnavailable) => void;
}

const MOST_WAITING = 10_000;
/** Milliseconds from the beginning of a commit that entries shared to that of the next, at least: so that more share it. */
const COMMIT_INTERVAL = 4;
/** Entries of one commit, at most. */
const LARGEST_COMMIT = 1_000;
/** Milliseconds. */
const LONGEST_CHECK = 2_000;

function unavailable(cause: unknown): TrailUnavailable {
  if (cause instanceof TrailUnavailable) return cause;
  return new TrailUnavailable(cause instanceof Error ? cause.message : String(cause), { cause });
}

/**
 * Entries wait in a queue while a commit is under way, and go together in the next one: the more come, the fewer
 * commits an entry costs.
 */
class GroupCommit {
  readonly #gateway: string;
  readonly #database: TrailDatabase;
  readonly #heads: HeadFile;
  readonly #writer: ChainWriter;
  readonly #mostWaiting: number;
  readonly #queue: Waiting[] = [];
  #busy: Promise<unknown> = Promise.resolve();
  #isWriting = false;
  #last = { begun: -Infinity, entries: 0 };
  /** Whether something could not be written, and nothing has been since. */
  #hasFailed = false;
  #checking: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: TrailOptions, database: TrailDatabase, heads: HeadFile) {
    this.#gateway = options.gateway;
    this.#database = database;
    this.#heads = heads;
    this.#writer = new ChainWriter(options.gateway, database, heads);
    this.#mostWaiting = options.mostWaiting ?? MOST_WAITING;
  }

  /** Signs for what this gateway left behind when it was killed. */
  async start(): Promise<void> {
    await this.#writer.acknowledgeLeft();
  }

  async record(access: Access): Promise<void> {
    await this.#enqueue(accessRow(access, this.#gateway, new Date()));
  }

  async recordEmergency(event: EmergencyEvent): Promise<void> {
    await this.#enqueue(emergencyRow(event, this.#gateway, new Date()));
  }

  async check(): Promise<void> {
    if (this.#isClosed) throw new TrailUnavailable('it is closed');
    this.#checking ??= this.#inTurn(() => this.#probe()).finally(() => {
      this.#checking = null;
    });
    await inTime(this.#checking, LONGEST_CHECK);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#inTurn(async () => {
      await this.#writeQueue();
      await this.#writer.close().catch(() => undefined);
      await this.#database.close();
      await this.#heads.close();
    });
  }

  async #enqueue(row: TrailRow): Promise<void> {
    if (this.#isClosed) throw new TrailUnavailable('it is closed');
    if (this.#queue.length >= this.#mostWaiting)
      throw new TrailUnavailable(`${this.#mostWaiting} entries are waiting already`);
    await new Promise<void>((resolve, reject) => {
      this.#queue.push({ row, resolve, reject });
      if (this.#isWriting) return;
      this.#isWriting = true;
      void this.#inTurn(() => this.#writeQueue());
    });
  }

  /** Runs one thing after the other on the one connection. */
  #inTurn(step: () => Promise<void>): Promise<void> {
    const done = this.#busy.then(step);
    this.#busy = done.catch(() => undefined);
    return done;
  }

  async #writeQueue(): Promise<void> {
    while (this.#queue.length > 0) {
      await this.#waitForMore();
      const batch = this.#queue.splice(0, LARGEST_COMMIT);
      this.#last = { begun: performance.now(), entries: batch.length };
      await this.#writeBatch(batch);
    }
    this.#isWriting = false;
  }

  /** After a commit that entries shared more are on their way, and are waited for; after that of a lone entry none are. */
  async #waitForMore(): Promise<void> {
    const { begun, entries } = this.#last;
    const left = begun + COMMIT_INTERVAL - performance.now();
    if (entries > 1 && left > 0) await sleep(left);
  }

  async #writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#commit(batch.map(({ row }) => row));
      batch.forEach(({ resolve }) => {
        resolve();
      });
    } catch (error) {
      const reason = unavailable(error);
      batch.forEach(({ reject }) => {
        reject(reason);
      });
    }
  }

  async #commit(rows: readonly TrailRow[]): Promise<void> {
    try {
      await this.#writer.commit(rows);
      this.#hasFailed = false;
    } catch (error) {
      this.#hasFailed = true;
      throw error;
    }
  }

  async #probe(): Promise<void> {
    try {
      if (this.#hasFailed) await this.#commit([checkRow(this.#gateway, new Date())]);
      else await Promise.all([this.#heads.check(), this.#database.insert([])]);
    } catch (error) {
      throw unavailable(error);
    }
  }
}

async function openDatabase({ databaseUrl, gateway }: TrailOptions): Promise<TrailDatabase> {
  const database = new TrailDatabase(databaseUrl, gateway);
  await database.connect().catch((error: unknown) => {
    throw explainDatabase(error, databaseUrl, 'AUDIT_WRITER_URL');
  });
  return database;
}

/**
 * Opens a gateway's trail. Throws StartProblem where its database cannot be reached, its name is taken, or its head
 * file or key is not as it left them.
 */
export async function createTrail(options: TrailOptions): Promise<Trail> {
  const database = await openDatabase(options);
  const heads = await HeadFile.open(options, options.gateway).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  const trail = new GroupCommit(options, database, heads);
  await trail.start();
  return {
    record: (access) => trail.record(access),
    recordEmergency: (event) => trail.recordEmergency(event),
    check: () => trail.check(),
    close: () => trail.close(),
  };
}
