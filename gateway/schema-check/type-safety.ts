import { isListType, isNonNullType } from 'graphql';
import type { GraphQLInputType, GraphQLOutputType } from 'graphql';

/** Whether who reads a field can go on as before: its type is the same, or narrower. */
export function isSafeAnswer(before: GraphQLOutputType, next: GraphQLOutputType): boolean {
  if (isNonNullType(before)) return isNonNullType(next) && isSafeAnswer(before.ofType, next.ofType);
  if (isNonNullType(next)) return isSafeAnswer(before, next.ofType);
  if (isListType(before)) return isListType(next) && isSafeAnswer(before.ofType, next.ofType);
  return !isListType(next) && before.toString() === next.toString();
}

/** Whether who gives a value can go on as before: its type is the same, or wider. */
export function isSafeInput(before: GraphQLInputType, next: GraphQLInputType): boolean {
  if (isNonNullType(before))
    return isSafeInput(before.ofType, isNonNullType(next) ? next.ofType : next);
  if (isNonNullType(next)) return false;
  if (isListType(before)) return isListType(next) && isSafeInput(before.ofType, next.ofType);
  return !isListType(next) && before.toString() === next.toString();
}
