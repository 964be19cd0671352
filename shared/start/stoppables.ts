import { reportProblem } from './report-problem.ts';

/** What runs until it is told to stop. */
export interface Stoppable {
  stop: () => Promise<unknown>;
}

/** The things a program has started, to be stopped at its end, newest first. */
export class Stoppables {
  readonly #stops: (() => Promise<unknown>)[] = [];
  #isEnding = false;

  add(stop: () => Promise<unknown>): void {
    this.#stops.push(stop);
  }

  /**
   * Starts a thing and keeps it to be stopped, even when the end comes while it is still starting. Rejects as `begin`
   * does, and once the end has come.
   */
  async start<Thing extends Stoppable>(begin: () => Promise<Thing>): Promise<Thing> {
    if (this.#isEnding) throw new Error('The program is ending.');
    const starting = begin();
    this.add(async () => {
      const thing = await starting.catch(() => null);
      await thing?.stop();
    });
    return starting;
  }

  /** Stops everything, whatever fails on the way; answers whether nothing failed. */
  async stopAll(): Promise<boolean> {
    this.#isEnding = true;
    let isClean = true;
    for (const stop of this.#stops.splice(0).reverse()) {
      await stop().catch((error: unknown) => {
        isClean = false;
        reportProblem(error);
      });
    }
    return isClean;
  }
}
