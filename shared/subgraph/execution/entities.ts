import { GraphQLError, getNamedType, isUnionType } from 'graphql';
import type { GraphQLObjectType } from 'graphql';
import { completeItem } from './answer-fields.ts';
import type { Complete, ObjectField, Slot } from './answer-fields.ts';
import type { ReadArguments } from './arguments.ts';
import { completeList, completeNonNull, completeObject } from './complete.ts';
import type { OperationShape } from './operation-shape.ts';
import { compileInfo, compileResolve, takesMoreThan } from './resolve-field.ts';
import type { AskedField, Resolve } from './resolve-field.ts';
import { isFunction } from './values.ts';
import { isRecord } from '../../json/is-record.ts';

/** What a department makes of a reference such as `{ __typename: "Child", id: "…" }`, and what is asked of that. */
interface Entity {
  value: unknown;
  slot: Slot;
}

/** How references to a type are answered. */
interface Kind {
  slot: Slot;
  /** Left out where the reference itself is the object. */
  resolve: ((...given: unknown[]) => unknown) | null;
  takesInfo: boolean;
}

type Kinds = ReadonlyMap<unknown, Kind>;
type FieldsOf = (type: GraphQLObjectType) => readonly ObjectField[];

const FIELD = '_entities';
const UNION = '_Entity';

/** Whether a field is the one by which a federation's gateway asks for objects of this department. */
export function isEntities({ field, parent }: AskedField, { schema }: OperationShape): boolean {
  return (
    parent === schema.getQueryType() &&
    field.name === FIELD &&
    String(field.type) === `[${UNION}]!` &&
    isUnionType(getNamedType(field.type))
  );
}

/** The resolver of references that `@apollo/subgraph` keeps beside a type. */
function resolverOf({ extensions }: GraphQLObjectType): Kind['resolve'] {
  const { apollo } = extensions;
  const subgraph = isRecord(apollo) ? apollo['subgraph'] : null;
  const resolve = isRecord(subgraph) ? subgraph['resolveReference'] : null;
  return isFunction(resolve) ? resolve : null;
}

/** Only an object can be an entity: it is what tells its type. */
function completeEntity(complete: Complete, { nodes, coordinate }: AskedField): Complete {
  return (value, making, above, key, within) => {
    const isMade = value === null || value === undefined || typeof value === 'object';
    if (isMade) return complete(value, making, above, key, within);
    throw new GraphQLError(
      `Abstract type "${UNION}" must resolve to an Object type at runtime for field "${coordinate}". Either the "${UNION}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes },
    );
  };
}

function compileKinds(asked: AskedField, { schema }: OperationShape, fieldsOf: FieldsOf): Kinds {
  const union = getNamedType(asked.field.type);
  const types = isUnionType(union) ? schema.getPossibleTypes(union) : [];
  const spot = { nodes: asked.nodes, parentType: null, isNullable: true };
  return new Map(
    types.map((type) => {
      const complete = completeEntity(completeObject(spot, fieldsOf(type)), asked);
      const resolve = resolverOf(type);
      const takesInfo = resolve !== null && takesMoreThan(2, resolve);
      return [type.name, { slot: { spot, complete }, resolve, takesInfo }];
    }),
  );
}

function referencesIn(values: ReturnType<ReadArguments>): readonly unknown[] {
  const { representations } = values;
  return Array.isArray(representations) ? representations : [];
}

function kindOf(reference: unknown, kinds: Kinds): Kind | undefined {
  return isRecord(reference) ? kinds.get(reference['__typename']) : undefined;
}

function isEntity(value: unknown): value is Entity {
  return isRecord(value) && 'slot' in value;
}

/** Compiles `_entities`: each reference goes to its type's own resolver, all of them at once. */
export function compileEntities(
  asked: AskedField,
  shape: OperationShape,
  fieldsOf: FieldsOf,
): ObjectField {
  const { nodes, parent, key, coordinate } = asked;
  const kinds = compileKinds(asked, shape, fieldsOf);
  const resolve = compileResolve(asked, shape, (read) => {
    shape.onlyIf((making) => referencesIn(read(making)).every((one) => kindOf(one, kinds)));
    return resolveEntities(read, kinds, compileInfo(asked, shape));
  });
  const spot = { nodes, parentType: parent.name, isNullable: false };
  const complete = completeList(spot, coordinate, (entity, list, items, making) => {
    if (isEntity(entity)) completeItem(entity.value, entity.slot, list, items, making);
  });
  return { key, spot, resolve, complete: completeNonNull(complete, coordinate) };
}

function resolveEntities(
  read: ReadArguments,
  kinds: Kinds,
  info: ReturnType<typeof compileInfo>,
): Resolve {
  return (_, object, making) => {
    const { context } = making;
    const entities: Entity[] = [];
    for (const reference of referencesIn(read(making))) {
      const kind = kindOf(reference, kinds);
      if (!kind) continue;
      const { slot, resolve, takesInfo } = kind;
      const value = takesInfo
        ? resolve?.(reference, context, info(object, making))
        : resolve?.(reference, context);
      entities.push({ slot, value: resolve ? value : reference });
    }
    return entities;
  };
}
