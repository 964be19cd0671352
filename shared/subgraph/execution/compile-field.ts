import { TypeNameMetaFieldDef, isLeafType, isListType, isNonNullType, isObjectType } from 'graphql';
import type { FieldNode, GraphQLObjectType, GraphQLOutputType } from 'graphql';
import { completeItem } from './answer-fields.ts';
import type { Complete, ObjectField, Slot } from './answer-fields.ts';
import { collectFields } from './collect-fields.ts';
import { completeLeaf, completeList, completeNonNull, completeObject } from './complete.ts';
import { compileEntities, isEntities } from './entities.ts';
import { NotCompiled } from './not-compiled.ts';
import type { OperationShape } from './operation-shape.ts';
import type { Spot } from './place.ts';
import { compileResolve } from './resolve-field.ts';
import type { AskedField } from './resolve-field.ts';

function compileNullable(
  type: GraphQLOutputType,
  spot: Spot,
  asked: AskedField,
  shape: OperationShape,
): Complete {
  if (isListType(type)) {
    const slot = compileSlot(type.ofType, null, asked, shape);
    return completeList(spot, asked.coordinate, (item, list, items, making) => {
      completeItem(item, slot, list, items, making);
    });
  }
  if (isLeafType(type)) return completeLeaf(type);
  if (!isObjectType(type) || type.isTypeOf) throw new NotCompiled(String(type));
  return completeObject(spot, compileFields(type, asked.nodes, shape));
}

/** Compiles how a field's values, or the items in them, are completed. */
function compileSlot(
  type: GraphQLOutputType,
  parentType: string | null,
  asked: AskedField,
  shape: OperationShape,
): Slot {
  const isNullable = !isNonNullType(type);
  const spot: Spot = { nodes: asked.nodes, parentType, isNullable };
  const complete = compileNullable(isNullable ? type : type.ofType, spot, asked, shape);
  return { spot, complete: isNullable ? complete : completeNonNull(complete, asked.coordinate) };
}

function typeNameField(
  key: string,
  { name }: GraphQLObjectType,
  nodes: Spot['nodes'],
): ObjectField {
  const spot = { nodes, parentType: name, isNullable: false };
  return { key, spot, resolve: () => name, complete: (value) => value };
}

function compileField(
  key: string,
  nodes: readonly [FieldNode, ...FieldNode[]],
  parent: GraphQLObjectType,
  shape: OperationShape,
): ObjectField {
  const name = nodes[0].name.value;
  if (name === TypeNameMetaFieldDef.name) return typeNameField(key, parent, nodes);
  const field = parent.getFields()[name];
  if (!field || key === '__proto__') throw new NotCompiled(key);
  const asked = { field, parent, key, nodes, coordinate: `${parent.name}.${name}` };
  if (isEntities(asked, shape))
    return compileEntities(asked, shape, (type) => compileFields(type, nodes, shape));
  return {
    key,
    resolve: compileResolve(asked, shape),
    ...compileSlot(field.type, parent.name, asked, shape),
  };
}

/** Compiles what is asked of objects of a type by selections below fields. Throws NotCompiled. */
function compileFields(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  shape: OperationShape,
): ObjectField[] {
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const fields = collectFields(sets, type, shape);
  return [...fields].map(([key, written]) => compileField(key, written, type, shape));
}

/** Compiles what an operation asks of its root. Throws NotCompiled for what is left to graphql-js. */
export function compileRoot(root: GraphQLObjectType, shape: OperationShape): ObjectField[] {
  const fields = collectFields([shape.operation.selectionSet], root, shape);
  return [...fields].map(([key, nodes]) => compileField(key, nodes, root, shape));
}
