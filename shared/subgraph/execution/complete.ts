import { GraphQLError } from 'graphql';
import type { GraphQLLeafType } from 'graphql';
import { inspect } from 'graphql/jsutils/inspect.js';
import { answerFields } from './answer-fields.ts';
import type { Complete, ObjectField } from './answer-fields.ts';
import type { Making } from './making.ts';
import { Place } from './place.ts';
import type { Spot } from './place.ts';
import { isIterable } from './values.ts';

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
