import type { FieldNode, GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import { guardOf } from '../../access/guard-schema.ts';
import type { Field } from '../../access/guard-schema.ts';
import type { ObjectField } from './answer-fields.ts';
import { compileArguments } from './arguments.ts';
import type { ReadArguments } from './arguments.ts';
import type { Making } from './making.ts';
import type { OperationShape } from './operation-shape.ts';
import type { Place } from './place.ts';
import { isFunction } from './values.ts';
import type { Data } from './values.ts';

/** A field as an operation asks for it. */
export interface AskedField {
  field: Field;
  parent: GraphQLObjectType;
  key: string;
  nodes: readonly [FieldNode, ...FieldNode[]];
  /** Its name in errors: `Type.field`. */
  coordinate: string;
}

export type Resolve = ObjectField['resolve'];
type Info = (object: Place, making: Making) => GraphQLResolveInfo;
type Path = GraphQLResolveInfo['path'];

function pathTo({ above, key, spot }: Place): Path | undefined {
  if (above === null) return undefined;
  return { prev: pathTo(above), key, typename: spot.parentType ?? undefined };
}

/** Compiles what graphql-js tells resolvers as their fourth argument. */
export function compileInfo(
  { field, parent, key, nodes }: AskedField,
  shape: OperationShape,
): Info {
  const { schema, operation } = shape;
  const fragments = Object.fromEntries(shape.fragments);
  return (object, { variables }) => ({
    fieldName: field.name,
    fieldNodes: nodes,
    returnType: field.type,
    parentType: parent,
    path: { prev: pathTo(object), key, typename: parent.name },
    schema,
    fragments,
    rootValue: undefined,
    operation,
    variableValues: { ...variables },
  });
}

/** Whether a function may use what comes after `taken` arguments: it names as many, or it names none (`...all`). */
export function takesMoreThan(taken: number, { length }: { length: number }): boolean {
  return length > taken || length === 0;
}

function isObject(value: unknown): value is Data {
  return typeof value === 'function' || (typeof value === 'object' && value !== null);
}

/** What graphql-js answers where there is no resolver: the property, or what it gives when it is a method. */
function compileProperty(name: string, read: ReadArguments, info: Info): Resolve {
  return (source, object, making) => {
    const values = read(making);
    if (!isObject(source)) return undefined;
    const property = source[name];
    if (!isFunction(property)) return property;
    return property.call(source, values, making.context, info(object, making));
  };
}

function compileCall(resolve: unknown, read: ReadArguments, info: Info): Resolve | null {
  if (!isFunction(resolve)) return null;
  return takesMoreThan(3, resolve)
    ? (source, object, making) =>
        resolve(source, read(making), making.context, info(object, making))
    : (source, _, making) => resolve(source, read(making), making.context);
}

/**
 * Compiles how a field's value is had: by its resolver, or from the property of its name; `own` stands in for the
 * resolver. A guard before the resolver is asked once for each answer.
 */
export function compileResolve(
  asked: AskedField,
  shape: OperationShape,
  own?: (read: ReadArguments) => Resolve,
): Resolve {
  const { field, nodes } = asked;
  const guard = guardOf(field.resolve);
  const resolve = guard ? guard.resolve : field.resolve;
  const read = compileArguments(field, nodes[0], shape.nextNumber);
  const info = compileInfo(asked, shape);
  const open =
    own?.(read) ?? compileCall(resolve, read, info) ?? compileProperty(field.name, read, info);
  if (!guard) return open;
  const number = shape.addGuard(guard);
  return (source, object, making) => {
    if (!making.refused[number]) return open(source, object, making);
    read(making);
    return guard.refuse();
  };
}
