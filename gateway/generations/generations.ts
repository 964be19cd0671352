import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { Generation } from './generation.ts';

type Door = 'endpoint' | 'reports' | 'exports';

/** Makes the generation of a supergraph. Throws SupergraphRefused. */
export type OpenGeneration = (supergraphSdl: string) => Promise<Generation>;

/**
 * The generation that answers, and those before it that still do. Requests that came before a switch are finished by the
 * generation that began them, which is stopped after the last of them.
 */
export class Generations {
  #current: Generation;
  readonly #open: OpenGeneration;
  readonly #log: Logger;
  readonly #inFlight = new Map<Generation, number>();
  readonly #stopping = new Set<Promise<void>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(first: Generation, open: OpenGeneration, log: Logger) {
    this.#current = first;
    this.#open = open;
    this.#log = log;
  }

  get current(): Pick<Generation, 'hash' | 'supergraphSdl'> {
    return this.#current;
  }

  /** How many generations still answer requests. */
  get answering(): number {
    return new Set([this.#current, ...this.#inFlight.keys()]).size;
  }

  /** Answers a request by the current generation, to its end. */
  async answer(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const generation = this.#current;
    this.#count(generation, 1);
    try {
      await generation[door](request, response);
    } finally {
      this.#count(generation, -1);
    }
  }

  /** Makes the generation of a supergraph and lets it go again. Throws SupergraphRefused. */
  async rehearse(supergraphSdl: string): Promise<void> {
    await this.#oneByOne(async () => {
      const generation = await this.#open(supergraphSdl);
      await generation.stop();
    });
  }

  /** Switches to a supergraph, once everything for it is made. Throws SupergraphRefused, and then stays as it is. */
  async take(supergraphSdl: string): Promise<void> {
    await this.#oneByOne(async () => {
      if (supergraphSdl === this.#current.supergraphSdl) return;
      const before = this.#current;
      this.#current = await this.#open(supergraphSdl);
      if (!this.#inFlight.has(before)) this.#retire(before);
    });
  }

  async stop(): Promise<void> {
    await this.#oneByOne(() => this.#current.stop());
    await Promise.all(this.#stopping);
  }

  #count(generation: Generation, change: number): void {
    const count = (this.#inFlight.get(generation) ?? 0) + change;
    if (count > 0) this.#inFlight.set(generation, count);
    else this.#inFlight.delete(generation);
    if (count === 0 && generation !== this.#current) this.#retire(generation);
  }

  #retire(generation: Generation): void {
    const stopping = generation.stop().catch((err: unknown) => {
      this.#log.error({ err, supergraph: generation.hash }, 'a generation could not be stopped');
    });
    this.#stopping.add(stopping);
    void stopping.then(() => this.#stopping.delete(stopping));
  }

  async #oneByOne(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    await done;
  }
}
