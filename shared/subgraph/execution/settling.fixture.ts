interface Waiting {
  place: string;
  settle: () => void;
}

/**
 * Settles promises one by one, each when nothing else is left to do, so that nothing depends on how many steps a chain of
 * promises has; which is next is told by their places.
 */
export class Settling {
  readonly #order: (place: string) => number;
  #waiting: Waiting[] = [];

  constructor(order: (place: string) => number) {
    this.#order = order;
  }

  /** A promise of what `make` gives, or throws, when its turn has come. */
  later(place: string, make: () => unknown): Promise<unknown> {
    const value = new Promise<void>((settle) => this.#waiting.push({ place, settle })).then(make);
    // Nobody may ask for it any more.
    value.catch(() => undefined);
    return value;
  }

  /** Settles all that waits, and comes to wait, until the answer is there. */
  async until<Answer>(answer: Promise<Answer>): Promise<Answer> {
    const state = { isThere: false };
    const there = answer.finally(() => {
      state.isThere = true;
    });
    while (!state.isThere) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#settleNext();
    }
    return there;
  }

  #settleNext(): void {
    const [next, ...others] = this.#waiting.toSorted(
      (one, other) =>
        this.#order(one.place) - this.#order(other.place) || (one.place < other.place ? -1 : 1),
    );
    this.#waiting = others;
    next?.settle();
  }
}
