import { GraphQLError, locatedError } from 'graphql';
import type { GraphQLLeafType } from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import type { Making } from './making.ts';
import { Place, breakValue, put } from './place.ts';
import type { Spot, ValuePlace } from './place.ts';
import { isIterable, isPromise } from './values.ts';
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

function completeLater(
  promise: PromiseLike<unknown>,
  { spot, complete }: Slot,
  { above, key, within }: Omit<ValuePlace, 'spot'>,
  making: Making,
): void {
  const breakIt = (thrown: unknown) => {
    const at = { spot, above, key, within };
    breakValue(located(thrown, at), at, making);
  };
  above.expect();
  Promise.resolve(promise).then((value) => {
    try {
      if (value instanceof Error) throw value;
      put(within, key, complete(value, making, above, key, within));
    } catch (thrown) {
      breakIt(thrown);
      return;
    }
    above.settle(making);
  }, breakIt);
}

/** What a value, or a promise of one, makes for now: null for what comes later. */
function completeValue(
  value: unknown,
  slot: Slot,
  making: Making,
  above: Place,
  key: string | number,
  within: Data | unknown[],
): unknown {
  if (typeof value === 'object') {
    if (isPromise(value)) {
      completeLater(value, slot, { above, key, within }, making);
      return null;
    }
    if (value instanceof Error) throw value;
  }
  return slot.complete(value, making, above, key, within);
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
 * Answers an object's fields. What breaks it is thrown at once where nothing comes later, and told to the place
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

/** Completes one item of a list, the next one. */
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

/** Completes a value that holds others, which may come later. */
function completeHolder(
  spot: Spot,
  fill: (value: unknown, place: Place, making: Making) => unknown,
): Complete {
  return (value, making, above, key, within) => {
    if (value === null || value === undefined) return null;
    const place = new Place(spot, above, key, within);
    try {
      const holder = fill(value, place, making);
      place.join();
      return holder;
    } catch (thrown) {
      place.abandon();
      throw thrown;
    }
  };
}

/** Completes an object by its fields. */
export function completeObject(spot: Spot, fields: readonly ObjectField[]): Complete {
  return completeHolder(spot, (value, place, making) => answerFields(fields, value, place, making));
}

/** Completes a list; each item is told with how it is completed. */
export function completeList(
  spot: Spot,
  coordinate: string,
  each: (item: unknown, list: Place, items: unknown[], making: Making) => void,
): Complete {
  return completeHolder(spot, (value, place, making) => {
    if (!isIterable(value))
      throw new GraphQLError(`Expected Iterable, but did not find one for field "${coordinate}".`);
    const items: unknown[] = [];
    for (const item of value) each(item, place, items, making);
    return items;
  });
}

/** Completes a scalar or an enum by its type's own `serialize`. */
export function completeLeaf(type: GraphQLLeafType): Complete {
  return (value) => {
    if (value === null || value === undefined) return null;
    const serialized: unknown = type.serialize(value);
    if (serialized !== null && serialized !== undefined) return serialized;
    const call = `${inspect(type)}.serialize(${inspect(value)})`;
    throw new Error(
      `Expected \`${call}\` to return non-nullable value, returned: ${inspect(serialized)}`,
    );
  };
}

/** Lets no null through. */
export function completeNonNull(complete: Complete, coordinate: string): Complete {
  return (value, making, above, key, within) => {
    const completed = complete(value, making, above, key, within);
    if (completed !== null) return completed;
    throw new Error(`Cannot return null for non-nullable field ${coordinate}.`);
  };
}
