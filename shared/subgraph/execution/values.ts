import { isRecord } from '../../json/is-record.ts';

/** An object of an answer, or one that a resolver gave. */
export type Data = Record<string, unknown>;

export function isFunction(value: unknown): value is (...given: unknown[]) => unknown {
  return typeof value === 'function';
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return isRecord(value) && isFunction(value['then']);
}

export function isIterable(value: unknown): value is Iterable<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Symbol.iterator in value &&
    typeof value[Symbol.iterator] === 'function'
  );
}
