import { isListType, isNonNullType, isTypeSubTypeOf } from 'graphql';
import type { GraphQLInputType, GraphQLOutputType, GraphQLSchema } from 'graphql';

function isNamedAlike(before: GraphQLOutputType, next: GraphQLOutputType, api: GraphQLSchema) {
  if (before.toString() === next.toString()) return true;
  const kind = api.getType(before.toString());
  const other = api.getType(next.toString());
  return kind !== undefined && other !== undefined && isTypeSubTypeOf(api, other, kind);
}

/** Whether who reads a field can go on as before: its type is the same, or narrower. */
export function isSafeAnswer(
  before: GraphQLOutputType,
  next: GraphQLOutputType,
  api: GraphQLSchema,
): boolean {
  if (isNonNullType(before))
    return isNonNullType(next) && isSafeAnswer(before.ofType, next.ofType, api);
  if (isNonNullType(next)) return isSafeAnswer(before, next.ofType, api);
  if (isListType(before)) return isListType(next) && isSafeAnswer(before.ofType, next.ofType, api);
  return !isListType(next) && isNamedAlike(before, next, api);
}

/** Whether who gives a value can go on as before: its type is the same, or wider. */
export function isSafeInput(before: GraphQLInputType, next: GraphQLInputType): boolean {
  if (isNonNullType(before))
    return isSafeInput(before.ofType, isNonNullType(next) ? next.ofType : next);
  if (isNonNullType(next)) return false;
  if (isListType(before)) return isListType(next) && isSafeInput(before.ofType, next.ofType);
  return !isListType(next) && before.toString() === next.toString();
}
