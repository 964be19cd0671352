import {
  TypeNameMetaFieldDef,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type {
  GraphQLCompositeType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import { isRecord } from '../../../shared/json/is-record.ts';
import type { Data } from '../data.ts';
import { FieldCollector } from './collect-fields.ts';
import type { CollectedField, OperationParts, Selections } from './collect-fields.ts';
import {
  BROKEN,
  LOST,
  completeLeaf,
  completeList,
  completeNonNull,
  reportBroken,
} from './completer.ts';
import type { Complete, Making, Place } from './completer.ts';
import { leafCheck } from './leaf.ts';

/** A field of an answer; `complete` is given the field's own value, and the object for what the value does not tell. */
interface AnswerField {
  key: string;
  complete: (value: unknown, making: Making, source: Data) => unknown;
}

/** The fields of objects at one place, by what these say of their type. */
type FieldsOf = (typeName: string | null) => readonly AnswerField[];

const TYPENAME = TypeNameMetaFieldDef.name;

function fieldType(on: GraphQLCompositeType, name: string): GraphQLOutputType {
  const field = 'getFields' in on ? on.getFields()[name] : undefined;
  if (!field) throw new Error(`${on.name} has no field ${name}.`);
  return field.type;
}

function completeFields(fields: readonly AnswerField[], source: Data, making: Making) {
  const completed: Data = {};
  for (const { key, complete } of fields) {
    making.path.push(key);
    const value = complete(source[key] ?? null, making, source);
    making.path.pop();
    if (value === LOST) return BROKEN;
    completed[key] = value === BROKEN ? null : value;
  }
  return completed;
}

/** What an object says of its type, checked; a type that clients do not know is not named to them. */
function typeNameOf(source: Data): string | null {
  const name = source[TYPENAME];
  if (name !== undefined && typeof name !== 'string')
    throw new Error('Invalid non-string value for __typename');
  return name === undefined || name === '' ? null : name;
}

/** Tells the type itself, where departments cannot be relied upon: roots, and objects that are an interface to some. */
function completeTypeName(schema: GraphQLSchema, key: string, parent: string) {
  return (value: unknown, _: Making, source: Data): unknown => {
    const told = value ?? (key === TYPENAME ? null : source[TYPENAME]);
    const type = schema.getType(typeof told === 'string' ? told : parent) ?? schema.getType(parent);
    return isObjectType(type) ? type.name : LOST;
  };
}

/** Compiles what is asked at each place of an operation, for each type that objects there turn out to have. */
class AnswerCompiler {
  readonly #parts: OperationParts;

  constructor(parts: OperationParts) {
    this.#parts = parts;
  }

  fieldsOf(declared: GraphQLCompositeType, selections: readonly Selections[]): FieldsOf {
    const known = new Map<string | null, readonly AnswerField[]>();
    return (typeName) => {
      const fields = known.get(typeName) ?? this.#compileFields(declared, selections, typeName);
      known.set(typeName, fields);
      return fields;
    };
  }

  #compileFields(
    declared: GraphQLCompositeType,
    selections: readonly Selections[],
    typeName: string | null,
  ): AnswerField[] {
    const collector = new FieldCollector(this.#parts, (node, on) => {
      if (node.name.value === TYPENAME) return null;
      const answered = getNamedType(fieldType(on, node.name.value));
      return isCompositeType(answered) ? answered : null;
    });
    const parent = typeName ?? declared.name;
    for (const each of selections) collector.collect(each, { typeName, parent });
    return collector.fields.map((field) => this.#compileField(field));
  }

  #compileField({ key, name, on, parent, below }: CollectedField): AnswerField {
    if (name === TYPENAME)
      return { key, complete: completeTypeName(this.#parts.schema, key, parent) };
    return { key, complete: this.#compileValue({ parent, type: fieldType(on, name) }, below) };
  }

  #compileValue({ parent, type }: Place, below: readonly Selections[]): Complete {
    if (isNonNullType(type)) {
      const place = { parent, type: type.ofType };
      return completeNonNull(this.#compileValue(place, below), place);
    }
    if (isListType(type))
      return completeList(this.#compileValue({ parent, type: type.ofType }, below), {
        parent,
        type,
      });
    if (!isCompositeType(type)) return completeLeaf(leafCheck(type), { parent, type });
    return this.#compileObject(type, { parent, type }, below);
  }

  #compileObject(
    declared: GraphQLCompositeType,
    place: Place,
    below: readonly Selections[],
  ): Complete {
    const { schema } = this.#parts;
    const fieldsOf = this.fieldsOf(declared, below);
    return (value, making) => {
      if (value === null) return null;
      if (!isRecord(value))
        throw new Error(
          `Invalid non-object value returned by subgraph for composite type ${declared.name}`,
        );
      const typeName = typeNameOf(value);
      if (typeName === null || isCompositeType(schema.getType(typeName)))
        return completeFields(fieldsOf(typeName), value, making);
      reportBroken(making, place, 'Invalid __typename found', 'for object at');
      return BROKEN;
    };
  }
}

/** What an answer was made into. */
export interface MadeAnswer {
  data: Data | null;
  /** Values that broke their types' rules and are null for it, or took what they lay in with them. */
  broken: Making['errors'];
}

/**
 * Compiles what a client gets of all that departments answered: its own selection, in its order, with nulls where values
 * break their types' rules (GraphQL specification, section 6.4.4). Throws where an answer has another form altogether.
 */
export function compileAnswer(
  operation: OperationDefinitionNode,
  parts: OperationParts,
): (source: Data) => MadeAnswer {
  const root = parts.schema.getRootType(operation.operation);
  if (!root) throw new Error(`The graph offers no ${operation.operation}.`);
  const compiler = new AnswerCompiler(parts);
  const fieldsOf = compiler.fieldsOf(root, [{ set: operation.selectionSet, on: root }]);
  return (source) => {
    const making: Making = { path: [], errors: [] };
    const data = completeFields(fieldsOf(null), source, making);
    return { data: data === BROKEN ? null : data, broken: making.errors };
  };
}
