import type { Logger } from 'pino';
import type { Clock } from '../../shared/time/clock.ts';
import type { Day } from '../../shared/time/day.ts';
import type { OperationUse } from './operation-use.ts';
import { askedReader } from './read-asked.ts';
import type { Asked } from './read-asked.ts';

export interface UsageRecorderOptions {
  /** Adds uses to those on record, all or none. */
  keep: (uses: readonly OperationUse[]) => Promise<void>;
  /** Deletes what is too old on a day. */
  forget: (today: Day) => Promise<void>;
  clock: Clock;
  log: Logger;
  /** Milliseconds between batches; 5,000 when left out. */
  interval?: number;
}

/** Most requests that wait to be read, and most different uses that wait to be kept. Beyond, they are not recorded. */
const MOST = 10_000;
/** Requests read at a time, between which others have their turn. */
const AT_A_TIME = 50;

interface Counted extends Omit<OperationUse, 'coordinates'> {
  coordinates: Set<string>;
  /** The list that was added to them last. */
  added: readonly string[];
}

/**
 * Records what clients ask, in batches and beside the requests: none waits for it or fails with it. While the database
 * is away, what was asked waits; a gateway that is killed loses what was asked since its last batch.
 */
export class UsageRecorder {
  readonly #options: UsageRecorderOptions;
  readonly #read = askedReader();
  readonly #waiting: Asked[] = [];
  #counted = new Map<string, Counted>();
  #missed = 0;
  #forgotOn: Day | null = null;
  #writing: Promise<void> | null = null;
  readonly #timer: NodeJS.Timeout;

  constructor(options: UsageRecorderOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.flush(), options.interval ?? 5_000);
    this.#timer.unref();
  }

  /** Notes an operation that is being answered; never throws, never waits. */
  note(asked: Asked): void {
    if (this.#waiting.length >= MOST) {
      this.#missed += 1;
      return;
    }
    this.#waiting.push(asked);
    if (this.#waiting.length === 1) setImmediate(() => this.#readSome());
  }

  #readSome(): void {
    const day = this.#options.clock.today();
    for (const asked of this.#waiting.splice(0, AT_A_TIME)) this.#count(asked, day);
    if (this.#waiting.length > 0) setImmediate(() => this.#readSome());
  }

  #count(asked: Asked, day: Day): void {
    try {
      const { hash, text, coordinates } = this.#read(asked);
      this.#add({ hash, text, client: asked.client, day, count: 1, coordinates });
    } catch (err) {
      this.#options.log.warn({ err }, 'an operation could not be recorded');
    }
  }

  #add(use: OperationUse): void {
    const key = `${use.hash} ${use.day} ${use.client}`;
    const counted = this.#counted.get(key);
    if (counted) this.#addTo(counted, use);
    else if (this.#counted.size >= MOST) this.#missed += use.count;
    else {
      const { coordinates } = use;
      this.#counted.set(key, { ...use, coordinates: new Set(coordinates), added: coordinates });
    }
  }

  #addTo(counted: Counted, { count, coordinates }: OperationUse): void {
    counted.count += count;
    if (counted.added === coordinates) return;
    for (const coordinate of coordinates) counted.coordinates.add(coordinate);
    counted.added = coordinates;
  }

  /** Writes what was asked since the last batch; where that fails, it waits for the next one. Never rejects. */
  async flush(): Promise<void> {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    await this.#writing;
  }

  async #write(): Promise<void> {
    const uses = [...this.#counted.values()].map(
      ({ coordinates, hash, text, client, day, count }) => ({
        ...{ hash, text, client, day, count },
        coordinates: [...coordinates].sort(),
      }),
    );
    this.#counted = new Map();
    const { keep, log } = this.#options;
    try {
      if (uses.length > 0) await keep(uses);
    } catch (err) {
      uses.forEach((use) => {
        this.#add(use);
      });
      log.warn({ err }, 'what clients asked waits to be recorded');
    }
    await this.#forget();
    this.#sayMissed();
  }

  async #forget(): Promise<void> {
    const { clock, forget, log } = this.#options;
    const today = clock.today();
    if (this.#forgotOn === today) return;
    try {
      await forget(today);
      this.#forgotOn = today;
    } catch (err) {
      log.warn({ err }, 'what was asked long ago waits to be deleted');
    }
  }

  #sayMissed(): void {
    if (this.#missed > 0)
      this.#options.log.warn({ requests: this.#missed }, 'more was asked than could be recorded');
    this.#missed = 0;
  }

  /** Writes the last batch and ends. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#writing;
    while (this.#waiting.length > 0) this.#readSome();
    await this.flush();
  }
}
