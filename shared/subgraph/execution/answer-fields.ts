import { locatedError } from 'graphql';
import type { GraphQLError } from 'graphql';
import type { Making } from './making.ts';
import { breakValue, put } from './place.ts';
import type { Place, Spot, ValuePlace } from './place.ts';
import { isPromise } from './values.ts';
import type { Data } from './values.ts';

/** Makes of what a resolver gave what is answered. Throws where it cannot be that. */
export type Complete = (
  value: unknown,
  making: Making,
  above: Place,
  key: string | number,
  within: Data | unknown[],
) => unknown;

/** What values at a place are completed by. */
export interface Slot {
  spot: Spot;
  complete: Complete;
}

/** A field of an object, with the key that it is answered under. */
export interface ObjectField extends Slot {
  key: string;
  /** Its value, or a promise of it. Throws what the resolver throws. */
  resolve: (source: unknown, object: Place, making: Making) => unknown;
}

function located(thrown: unknown, { spot, above, key }: ValuePlace): GraphQLError {
  return locatedError(thrown, spot.nodes, [...above.path, key]);
}

/** Null in place of what broke; thrown on where there may be no null. */
function nullFor(thrown: unknown, at: ValuePlace, making: Making): null {
  const error = located(thrown, at);
  if (!at.spot.isNullable) throw error;
  making.report(error, at.above);
  return null;
}

/** The callbacks have no names of their own: tsx would write them down at every call. */
function completeLater(
  promise: PromiseLike<unknown>,
  complete: Complete,
  at: ValuePlace,
  making: Making,
): void {
  at.above.expect();
  Promise.resolve(promise).then(
    (value) => {
      try {
        if (value instanceof Error) throw value;
        put(at.within, at.key, complete(value, making, at.above, at.key, at.within));
      } catch (thrown) {
        breakValue(located(thrown, at), at, making);
        return;
      }
      at.above.settle(making);
    },
    (thrown: unknown) => {
      breakValue(located(thrown, at), at, making);
    },
  );
}

/** What a value, or a promise of one, makes for now: null for what comes later. */
function completeValue(
  value: unknown,
  { spot, complete }: Slot,
  making: Making,
  above: Place,
  key: string | number,
  within: Data | unknown[],
): unknown {
  if (typeof value === 'object') {
    if (isPromise(value)) {
      completeLater(value, complete, { spot, above, key, within }, making);
      return null;
    }
    if (value instanceof Error) throw value;
  }
  return complete(value, making, above, key, within);
}

function answerField(
  field: ObjectField,
  source: unknown,
  object: Place,
  data: Data,
  making: Making,
): void {
  const { key } = field;
  try {
    const value = field.resolve(source, object, making);
    data[key] = completeValue(value, field, making, object, key, data);
  } catch (thrown) {
    data[key] = nullFor(thrown, { spot: field.spot, above: object, key, within: data }, making);
  }
}

/**
 * Answers an object's fields. What breaks it is thrown at once where nothing comes later, and told to its place
 * otherwise, after what comes later.
 */
export function answerFields(
  fields: readonly ObjectField[],
  source: unknown,
  object: Place,
  making: Making,
): Data {
  const data: Data = {};
  try {
    for (const field of fields) answerField(field, source, object, data, making);
  } catch (thrown) {
    if (!object.isPending) throw thrown;
    object.breakAfterwards(locatedError(thrown, object.spot.nodes, object.path));
  }
  return data;
}

/** Completes the next item of a list. */
export function completeItem(
  value: unknown,
  slot: Slot,
  list: Place,
  items: unknown[],
  making: Making,
): void {
  const key = items.length;
  try {
    items.push(completeValue(value, slot, making, list, key, items));
  } catch (thrown) {
    items.push(nullFor(thrown, { spot: slot.spot, above: list, key, within: items }, making));
  }
}
