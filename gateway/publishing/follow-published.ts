import type { Logger } from 'pino';
import type { PublicationStore } from '../control/publication-store.ts';
import type { PublishedSupergraph } from '../control/publications.ts';
import { SupergraphRefused } from '../generations/generation.ts';
import type { Generations } from '../generations/generations.ts';
import { publishedText } from './published-text.ts';

export interface FollowOptions {
  store: PublicationStore;
  generations: Pick<Generations, 'take' | 'current'>;
  /** The gateway's own name. */
  gateway: string;
  /** The supergraph that it started with; 0 for one that was never published. */
  startedWith: number;
  log: Logger;
  /** Milliseconds between two looks; 1,000 when left out. */
  interval?: number;
}

/**
 * Looks every second whether departments published something, and takes it: a look that fails, since the database is
 * away, is made up for by the next. Each supergraph is looked at once, the newest alone, and what came of it is kept for
 * whoever published it.
 */
export class FollowPublished {
  readonly #options: FollowOptions;
  readonly #timer: NodeJS.Timeout;
  #lookedAt: number;
  #isAway = false;
  #looking: Promise<void> = Promise.resolve();
  #isLooking = false;

  constructor(options: FollowOptions) {
    this.#options = options;
    this.#lookedAt = options.startedWith;
    this.#timer = setInterval(() => void this.#lookUnlessLooking(), options.interval ?? 1_000);
    this.#timer.unref();
  }

  /** Takes what was published up to now. Never rejects. */
  async look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look());
    await this.#looking;
  }

  async #lookUnlessLooking(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    await this.look();
    this.#isLooking = false;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { gateway, log, store } = this.#options;
    try {
      await store.noteSeen(gateway);
      if ((await store.newest()) > this.#lookedAt) await this.#takeNewest();
      this.#isAway = false;
    } catch (err) {
      if (!this.#isAway) log.warn({ err }, 'nobody can tell what was published: trying again');
      this.#isAway = true;
    }
  }

  async #takeNewest(): Promise<void> {
    const { gateway, store } = this.#options;
    const [published] = await store.findSupergraphs(1);
    if (published === undefined) return;
    const reasons = await this.#take(published);
    await store.sayVerdict(published.id, { gateway, reasons });
    this.#lookedAt = published.id;
  }

  async #take(published: PublishedSupergraph): Promise<readonly string[]> {
    const { generations, log } = this.#options;
    const named = { publication: published.id };
    try {
      await generations.take(publishedText(published));
      log.info(
        { ...named, supergraph: generations.current.hash },
        'the published supergraph is taken',
      );
      return [];
    } catch (error) {
      if (!(error instanceof SupergraphRefused)) throw error;
      log.error({ ...named, reasons: error.reasons }, 'a published supergraph is refused');
      return error.reasons;
    }
  }
}
