import { GraphQLError } from 'graphql';
import type { GraphQLOutputType } from 'graphql';

/** A null whose reason is told already. */
export const BROKEN = Symbol('broken');
/** The same where its type allows no null: what it lies in is lost with it. */
export const LOST = Symbol('lost');

/** The making of one answer: where it is, and what broke so far. */
export interface Making {
  path: (string | number)[];
  errors: GraphQLError[];
}

/** Makes of what departments answered what the client gets, or one of the two marks above. */
export type Complete = (value: unknown, making: Making) => unknown;

/** What a value belongs to: the type that its field was asked of, and its own type. */
export interface Place {
  parent: string;
  type: GraphQLOutputType;
}

function describe({ path }: Making, { parent, type }: Place): string {
  const last = path.at(-1);
  return typeof last === 'string'
    ? `field ${parent}.${last}`
    : `array element of type ${String(type)} at index ${String(last)}`;
}

/** Notes a value that breaks its type's rules. */
export function reportBroken(making: Making, place: Place, flaw: string, where: string): void {
  const message = `${flaw} ${where} ${describe(making, place)}.`;
  const extensions = { code: 'INVALID_GRAPHQL' };
  making.errors.push(new GraphQLError(message, { path: [...making.path], extensions }));
}

export function completeNonNull(inner: Complete, place: Place): Complete {
  return (value, making) => {
    const completed = inner(value, making);
    if (completed === BROKEN) return LOST;
    if (completed !== null) return completed;
    reportBroken(making, place, 'Cannot return null', 'for non-nullable');
    return LOST;
  };
}

export function completeLeaf(isValid: (value: unknown) => boolean, place: Place): Complete {
  return (value, making) => {
    if (value === null || isValid(value)) return value;
    reportBroken(making, place, 'Invalid value found', 'for');
    return BROKEN;
  };
}

function checkList(value: unknown, { type }: Place): asserts value is readonly unknown[] {
  if (!Array.isArray(value))
    throw new Error(
      `Invalid non-list value ${String(value)} returned by subgraph for list type ${String(type)}`,
    );
}

export function completeList(inner: Complete, place: Place): Complete {
  return (value, making) => {
    if (value === null) return null;
    checkList(value, place);
    const completed: unknown[] = [];
    let isLost = false;
    for (let index = 0; index < value.length; index += 1) {
      making.path.push(index);
      const one = inner(value[index], making);
      making.path.pop();
      isLost ||= one === LOST;
      completed.push(one === BROKEN ? null : one);
    }
    return isLost ? BROKEN : completed;
  };
}
