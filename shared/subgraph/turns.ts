import type { Grant } from '../access/grant.ts';

/**
 * Turns that are answered at once; the calls that come meanwhile make up the next. While some wait for PostgreSQL
 * others are made ready; without a limit turns become small, and many small ones cost more than a few large ones.
 */
const TURNS_AT_ONCE = 4;
/** Milliseconds after which a turn that takes long, such as a cohort's, no longer counts among them. */
const LONGEST_WAIT = 30;

/** Calls that are answered together, those of equal grants with one context. */
interface Turn<Context> {
  calls: number;
  contexts: Map<string, Context>;
  started: Promise<void>;
  start: () => void;
  /** Runs while others wait for its end. */
  patience: NodeJS.Timeout | null;
}

const keys = new WeakMap<Grant, string>();

function keyOf(grant: Grant): string {
  const key = keys.get(grant) ?? JSON.stringify(grant);
  keys.set(grant, key);
  return key;
}

function newTurn<Context>(): Turn<Context> {
  const { promise: started, resolve: start } = withResolvers();
  return { calls: 0, contexts: new Map(), started, start, patience: null };
}

function withResolvers() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/**
 * Answers calls in turns: those that come in while enough others are answered go together next, and those of equal
 * grants share their context, and by its loaders their statements. A lone call starts at once. Nothing is shared between
 * unequal grants, nor with a call that comes after the turn began, which may have to see what was written since.
 */
export class Turns<Context> {
  readonly #create: (grant: Grant) => Context;
  #running = 0;
  #next: Turn<Context> | null = null;

  constructor(create: (grant: Grant) => Context) {
    this.#create = create;
  }

  /** Runs a call in the next turn. */
  async join<Answer>(grant: Grant, call: (context: Context) => Promise<Answer>): Promise<Answer> {
    const turn = (this.#next ??= this.#open());
    turn.calls += 1;
    await turn.started;
    try {
      return await call(this.#contextOf(turn, grant));
    } finally {
      turn.calls -= 1;
      if (turn.calls === 0) this.#end(turn);
    }
  }

  #contextOf({ contexts }: Turn<Context>, grant: Grant): Context {
    const key = keyOf(grant);
    const context = contexts.get(key) ?? this.#create(grant);
    contexts.set(key, context);
    return context;
  }

  #open(): Turn<Context> {
    const turn = newTurn<Context>();
    if (this.#running < TURNS_AT_ONCE)
      setImmediate(() => {
        this.#start(turn);
      });
    return turn;
  }

  #start(turn: Turn<Context>): void {
    if (this.#next !== turn) return;
    this.#next = null;
    this.#running += 1;
    turn.patience = setTimeout(() => {
      this.#end(turn);
    }, LONGEST_WAIT);
    turn.start();
  }

  #end(turn: Turn<Context>): void {
    if (turn.patience === null) return;
    clearTimeout(turn.patience);
    turn.patience = null;
    const wasFull = this.#running >= TURNS_AT_ONCE;
    this.#running -= 1;
    // One that was opened while there was room begins by itself, when all calls of the event loop's turn are in it.
    if (wasFull && this.#next) this.#start(this.#next);
  }
}
