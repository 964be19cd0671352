import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredInputField,
  isUnionType,
} from 'graphql';
import type {
  GraphQLEnumType,
  GraphQLInputField,
  GraphQLInputObjectType,
  GraphQLNamedType,
  GraphQLSchema,
} from 'graphql';
import { added, changed, removed } from './change.ts';
import type { Change } from './change.ts';
import { changesOfFields } from './field-changes.ts';
import { isSafeInput } from './type-safety.ts';

/** Where values of a type are given: the arguments and input fields of that type. */
function givenAt(api: GraphQLSchema, name: string): string[] {
  return Object.values(api.getTypeMap()).flatMap((type) => {
    if (isInputObjectType(type))
      return Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name === name)
        .map((field) => `${type.name}.${field.name}`);
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      field.args
        .filter((argument) => getNamedType(argument.type).name === name)
        .map((argument) => `${type.name}.${field.name}(${argument.name}:)`),
    );
  });
}

/** What stops working for somebody where a type is gone. */
function usesOf(api: GraphQLSchema, type: GraphQLNamedType): string[] {
  if (isObjectType(type) || isInterfaceType(type))
    return Object.keys(type.getFields()).map((field) => `${type.name}.${field}`);
  return givenAt(api, type.name);
}

function changesOfInputField(
  type: string,
  before: GraphQLInputField,
  next: GraphQLInputField,
  users: readonly string[],
): Change[] {
  const coordinate = `${type}.${before.name}`;
  if (isRequiredInputField(next) && !isRequiredInputField(before))
    return [changed(coordinate, 'must be given', users)];
  if (before.type.toString() === next.type.toString()) return [];
  const words = `was ${before.type.toString()}, becomes ${next.type.toString()}`;
  if (isSafeInput(before.type, next.type)) return [changed(coordinate, words, [])];
  return [changed(coordinate, words, [coordinate])];
}

function changesOfInput(
  api: GraphQLSchema,
  before: GraphQLInputObjectType,
  next: GraphQLInputObjectType,
): Change[] {
  const [old, now] = [before.getFields(), next.getFields()];
  const users = givenAt(api, before.name);
  const news = Object.values(now).filter(({ name }) => old[name] === undefined);
  return [
    ...Object.values(old).flatMap((field) => {
      const kept = now[field.name];
      const coordinate = `${before.name}.${field.name}`;
      return kept === undefined
        ? [removed(coordinate, [coordinate])]
        : changesOfInputField(before.name, field, kept, users);
    }),
    ...news.map((field) =>
      isRequiredInputField(field)
        ? added(`${before.name}.${field.name}`, 'is new and must be given', users)
        : added(`${before.name}.${field.name}`),
    ),
  ];
}

function changesOfEnum(
  api: GraphQLSchema,
  before: GraphQLEnumType,
  next: GraphQLEnumType,
): Change[] {
  const at = (value: string) => `${before.name}.${value}`;
  const gone = before.getValues().filter(({ name }) => next.getValue(name) == null);
  const news = next.getValues().filter(({ name }) => before.getValue(name) == null);
  return [
    ...gone.map(({ name }) => removed(at(name), givenAt(api, before.name))),
    ...news.map(({ name }) => added(at(name), 'is new: who lists all values should hear of it')),
  ];
}

function changesOfKinds(before: GraphQLSchema, next: GraphQLSchema, name: string): Change[] {
  const [old, now] = [before.getType(name), next.getType(name)];
  if (!(isUnionType(old) || isInterfaceType(old)) || !(isUnionType(now) || isInterfaceType(now)))
    return [];
  const kept = new Set(next.getPossibleTypes(now).map((kind) => kind.name));
  return before
    .getPossibleTypes(old)
    .filter((kind) => !kept.has(kind.name) && next.getType(kind.name) !== undefined)
    .map((kind) => changed(name, `no longer holds ${kind.name}`, usesOf(before, kind)));
}

function changesOfType(
  before: GraphQLSchema,
  next: GraphQLSchema,
  old: GraphQLNamedType,
): Change[] {
  const now = next.getType(old.name);
  if (now === undefined) return [removed(old.name, usesOf(before, old))];
  if (old.constructor !== now.constructor)
    return [changed(old.name, 'is of another kind', usesOf(before, old))];
  const kinds = changesOfKinds(before, next, old.name);
  if (isInputObjectType(old) && isInputObjectType(now)) return changesOfInput(before, old, now);
  if (isEnumType(old) && isEnumType(now)) return changesOfEnum(before, old, now);
  const hasFields = isObjectType(old) || isInterfaceType(old);
  if (hasFields && (isObjectType(now) || isInterfaceType(now)))
    return [...kinds, ...changesOfFields(old.name, old.getFields(), now.getFields())];
  return kinds;
}

/** What clients would find different in the graph. */
export function schemaChanges(before: GraphQLSchema, next: GraphQLSchema): Change[] {
  const isOurs = ({ name }: GraphQLNamedType) => !name.startsWith('__');
  const [old, now] = [before, next].map((api) => Object.values(api.getTypeMap()).filter(isOurs));
  return [
    ...(old ?? []).flatMap((type) => changesOfType(before, next, type)),
    ...(now ?? [])
      .filter(({ name }) => before.getType(name) === undefined)
      .map(({ name }) => added(name)),
  ];
}
