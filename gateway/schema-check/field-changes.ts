import { isRequiredArgument } from 'graphql';
import type { GraphQLArgument, GraphQLField, GraphQLFieldMap } from 'graphql';
import { added, changed, deprecated, removed } from './change.ts';
import type { Change } from './change.ts';
import { isSafeAnswer, isSafeInput } from './type-safety.ts';

type Field = GraphQLField<unknown, unknown>;

function typeWords(before: { toString: () => string }, next: { toString: () => string }): string {
  return `was ${before.toString()}, becomes ${next.toString()}`;
}

function changesOfArgument(
  field: string,
  coordinate: string,
  before: GraphQLArgument,
  next: GraphQLArgument,
): Change[] {
  const isNewlyRequired = isRequiredArgument(next) && !isRequiredArgument(before);
  if (isNewlyRequired) return [changed(coordinate, 'must be given', [field])];
  const isSafe = isSafeInput(before.type, next.type);
  const words = typeWords(before.type, next.type);
  return [
    ...(before.type.toString() === next.type.toString()
      ? []
      : [changed(coordinate, words, isSafe ? [] : [coordinate])]),
    ...(JSON.stringify(before.defaultValue) === JSON.stringify(next.defaultValue)
      ? []
      : [changed(coordinate, 'has another default', [], [field])]),
  ];
}

function changesOfArguments(coordinate: string, before: Field, next: Field): Change[] {
  const at = (name: string) => `${coordinate}(${name}:)`;
  const news = next.args.filter(({ name }) => !before.args.some((other) => other.name === name));
  return [
    ...before.args.flatMap((argument) => {
      const kept = next.args.find(({ name }) => name === argument.name);
      const place = at(argument.name);
      return kept === undefined
        ? [removed(place, [place])]
        : changesOfArgument(coordinate, place, argument, kept);
    }),
    ...news.map((argument) =>
      isRequiredArgument(argument)
        ? added(at(argument.name), 'is new and must be given', [coordinate])
        : added(at(argument.name)),
    ),
  ];
}

function changesOfField(coordinate: string, before: Field, next: Field): Change[] {
  const isSafe = isSafeAnswer(before.type, next.type);
  return [
    ...(before.type.toString() === next.type.toString()
      ? []
      : [changed(coordinate, typeWords(before.type, next.type), isSafe ? [] : [coordinate])]),
    ...(before.deprecationReason == null && next.deprecationReason != null
      ? [deprecated(coordinate, next.deprecationReason)]
      : []),
    ...(before.deprecationReason != null && next.deprecationReason == null
      ? [changed(coordinate, 'stays after all', [])]
      : []),
    ...changesOfArguments(coordinate, before, next),
  ];
}

/** What differs between the fields of an object type or interface. */
export function changesOfFields(
  type: string,
  before: GraphQLFieldMap<unknown, unknown>,
  next: GraphQLFieldMap<unknown, unknown>,
): Change[] {
  const news = Object.keys(next).filter((name) => before[name] === undefined);
  return [
    ...Object.values(before).flatMap((field) => {
      const coordinate = `${type}.${field.name}`;
      const kept = next[field.name];
      return kept === undefined
        ? [removed(coordinate, [coordinate])]
        : changesOfField(coordinate, field, kept);
    }),
    ...news.map((name) => added(`${type}.${name}`)),
  ];
}
