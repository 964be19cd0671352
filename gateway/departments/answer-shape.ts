import {
  Kind,
  buildASTSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { isRecord } from '../../shared/json/is-record.ts';

/** Whether a value has the form that an operation's selection gives it. */
type Shape = (value: unknown) => boolean;

interface Compiler {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

const ENTITIES = '_entities';

function isLeaf(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function listOf(shape: Shape): Shape {
  return (value) => value === null || (Array.isArray(value) && value.every(shape));
}

/** A field that `@skip` or `@include` may leave out need not be there. */
function mayBeAbsent({ directives = [] }: SelectionNode): boolean {
  return directives.length > 0;
}

function objectOf(fields: readonly { name: string; isOptional: boolean; shape: Shape }[]): Shape {
  return (value) => {
    if (value === null) return true;
    if (!isRecord(value)) return false;
    for (const { name, isOptional, shape } of fields) {
      const field = value[name];
      if (field === undefined ? !isOptional : !shape(field)) return false;
    }
    return true;
  };
}

function shapeOfType(type: GraphQLOutputType, field: FieldNode, compiler: Compiler): Shape {
  if (isNonNullType(type)) return shapeOfType(type.ofType, field, compiler);
  if (isListType(type)) return listOf(shapeOfType(type.ofType, field, compiler));
  const named = getNamedType(type);
  if (!isCompositeType(named) || field.selectionSet === undefined) return isLeaf;
  return shapeOfSelections(field.selectionSet, isObjectType(named) ? named : null, compiler);
}

function shapeOfField(
  field: FieldNode,
  parent: GraphQLObjectType | null,
  compiler: Compiler,
): Shape {
  const type = parent?.getFields()[field.name.value]?.type;
  return type === undefined ? () => true : shapeOfType(type, field, compiler);
}

function fieldsOf(
  selectionSet: SelectionSetNode,
  parent: GraphQLObjectType | null,
  compiler: Compiler,
): Parameters<typeof objectOf>[0][number][] {
  return selectionSet.selections.flatMap((selection) => {
    const isOptional = mayBeAbsent(selection);
    if (selection.kind === Kind.FIELD) {
      const name = selection.alias?.value ?? selection.name.value;
      return [
        {
          name,
          isOptional: isOptional || name === '__typename',
          shape: shapeOfField(selection, parent, compiler),
        },
      ];
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? compiler.fragments.get(selection.name.value)
        : selection;
    if (fragment === undefined) return [];
    const condition = compiler.schema.getType(fragment.typeCondition?.name.value ?? '');
    const type = isObjectType(condition) ? condition : parent;
    return fieldsOf(fragment.selectionSet, type, compiler).map((field) => ({
      ...field,
      isOptional: isOptional || field.isOptional,
    }));
  });
}

/** Of several type conditions only one can hold, so what they select may be absent. */
function hasOneCase({ selections }: SelectionSetNode): boolean {
  return selections.filter(({ kind }) => kind !== Kind.FIELD).length <= 1;
}

function shapeOfSelections(
  selectionSet: SelectionSetNode,
  parent: GraphQLObjectType | null,
  compiler: Compiler,
): Shape {
  const fields = fieldsOf(selectionSet, parent, compiler);
  const isOneCase = parent !== null || hasOneCase(selectionSet);
  return objectOf(isOneCase ? fields : fields.map((field) => ({ ...field, isOptional: true })));
}

function shapeOfRoot(field: FieldNode, root: GraphQLObjectType | null, compiler: Compiler): Shape {
  if (field.name.value !== ENTITIES || field.selectionSet === undefined)
    return shapeOfField(field, root, compiler);
  return listOf(shapeOfSelections(field.selectionSet, null, compiler));
}

function rootType(
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
): GraphQLObjectType | null {
  return schema.getRootType(operation.operation) ?? null;
}

function compileShape(document: DocumentNode, schema: GraphQLSchema): Shape {
  const fragments = document.definitions.filter(
    (definition) => definition.kind === Kind.FRAGMENT_DEFINITION,
  );
  const compiler = {
    schema,
    fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])),
  };
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return () => true;
  const root = rootType(operation, schema);
  const fields = operation.selectionSet.selections.filter(
    (selection) => selection.kind === Kind.FIELD,
  );
  return objectOf(
    fields.map((field) => ({
      name: field.alias?.value ?? field.name.value,
      isOptional: mayBeAbsent(field),
      shape: shapeOfRoot(field, root, compiler),
    })),
  );
}

/** The forms that departments' answers must have. */
export interface AnswerShapes {
  /**
   * Whether a department's `data` has the form its fetch asks for: an object where fields are selected, a list where
   * the type is one, every selected field there. A wrong form would cost the client its whole answer.
   */
  fits: (document: DocumentNode, data: unknown) => boolean;
}

/** Makes the check of answers for a supergraph; a fetch's form is worked out once. */
export function answerShapes(supergraphSdl: string): AnswerShapes {
  const schema = buildASTSchema(parse(supergraphSdl), { assumeValid: true });
  const known = new WeakMap<DocumentNode, Shape>();
  return {
    fits: (document, data) => {
      const shape = known.get(document) ?? compileShape(document, schema);
      known.set(document, shape);
      return shape(data);
    },
  };
}
