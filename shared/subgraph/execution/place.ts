import type { FieldNode, GraphQLError } from 'graphql';
import type { Data } from './values.ts';

/** What is known of the values at a place before there are any. */
export interface Spot {
  /** Where the field is written. */
  nodes: readonly FieldNode[];
  /** The type whose field it is; null for a list's items. */
  parentType: string | null;
  isNullable: boolean;
}

/** What an answer's places have in common. */
export interface Reporting {
  report: (error: GraphQLError, within: Place) => void;
  finish: () => void;
}

/** Writes a value where it belongs. */
export function put(within: Data | unknown[], key: string | number, value: unknown): void {
  if (Array.isArray(within)) within[Number(key)] = value;
  else within[key] = value;
}

/**
 * A place of an answer that holds an object or a list, which may be filled in later: it counts what is not there yet, and
 * takes what breaks below it (GraphQL specification, section 6.4.4) to the nearest place that may be null.
 */
export class Place {
  readonly spot: Spot;
  readonly above: Place | null;
  readonly key: string | number;
  readonly #within: Data | unknown[];
  #pending = 0;
  #isClosed = false;
  #isNulled = false;
  #failure: GraphQLError | null = null;

  constructor(spot: Spot, above: Place | null, key: string | number, within: Data | unknown[]) {
    this.spot = spot;
    this.above = above;
    this.key = key;
    this.#within = within;
  }

  get path(): (string | number)[] {
    return this.above === null ? [] : [...this.above.path, this.key];
  }

  /** Whether it, or what it lies in, is null by an error already. */
  get isLost(): boolean {
    return this.#isNulled || (this.above?.isLost ?? false);
  }

  get isPending(): boolean {
    return this.#pending > 0;
  }

  /** One more value right below it comes later. */
  expect(): void {
    this.#pending += 1;
  }

  /** All right below it is there, or comes later; then it is expected itself. */
  join(): void {
    if (this.#pending > 0) this.above?.expect();
  }

  /** What was thrown while it was made is passed on at once: nobody waits for what is still to come. */
  abandon(): void {
    this.#isClosed = true;
    this.#isNulled = this.spot.isNullable;
  }

  /** It is broken, but what comes later is waited for first. */
  breakAfterwards(error: GraphQLError): void {
    this.#failure = error;
  }

  /** A value right below, or all below it, is there. */
  settle(making: Reporting): void {
    if (this.#isClosed) return;
    this.#pending -= 1;
    if (this.#pending > 0) return;
    if (this.#failure) {
      this.break(this.#failure, making);
      return;
    }
    this.#isClosed = true;
    if (this.above) this.above.settle(making);
    else making.finish();
  }

  /** A value right below it that may not be null is broken. */
  break(error: GraphQLError, making: Reporting): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { above, spot, key } = this;
    const told = this.#failure ?? error;
    if (above) breakValue(told, { spot, above, key, within: this.#within }, making);
    else making.report(told, this);
    this.#isNulled = above === null || spot.isNullable;
    if (above === null) making.finish();
  }
}

/** A value's place, for values that need no place of their own. */
export interface ValuePlace {
  spot: Spot;
  above: Place;
  key: string | number;
  within: Data | unknown[];
}

/** A value that came later is broken. */
export function breakValue(
  error: GraphQLError,
  { spot, above, key, within }: ValuePlace,
  making: Reporting,
): void {
  if (!spot.isNullable) {
    above.break(error, making);
    return;
  }
  making.report(error, above);
  put(within, key, null);
  above.settle(making);
}
