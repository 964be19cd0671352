import {
  Kind,
  OperationTypeNode,
  getNamedType,
  getNullableType,
  getOperationAST,
  isListType,
  isObjectType,
} from 'graphql';
import type {
  ArgumentNode,
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { protectionOf } from '../access/guard-schema.ts';
import type { ScopeChoice } from '../access/guard-schema.ts';
import { fragmentsOf } from '../graphql/fragments-of.ts';
import { askedDay } from './asked-day.ts';
import type { AskedDay } from './asked-day.ts';
import { NotInSql } from './not-in-sql.ts';

export const CHILD = 'Child';
export const TYPENAME = '__typename';
const ENTITIES = '_entities';
const REPRESENTATIONS = 'representations';

/** A field that is asked for. */
export interface AskedField {
  /** The name that its value has in the answer. */
  key: string;
  name: string;
  /** The name of the type that has it. */
  of: string;
  isList: boolean;
  /** Its argument `on`; null where none is given. */
  on: AskedDay | null;
  /** What is asked of each object in it; none for scalars. */
  fields: readonly AskedField[];
  /** The scopes that it asks for itself. */
  protection: readonly ScopeChoice[];
}

/** What an operation asks of children. */
export interface ChildQuestion {
  /** The variable that says which children. */
  representations: string;
  fields: readonly AskedField[];
}

interface Reading {
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

type FragmentNode = Exclude<SelectionNode, FieldNode>;

function fragmentMeant(node: FragmentNode, type: string, { fragments }: Reading): SelectionSetNode {
  const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
  const isOfType = (fragment?.typeCondition?.name.value ?? type) === type;
  if (!fragment || !isOfType || fragment.directives?.length) throw new NotInSql();
  return fragment.selectionSet;
}

/** The fields selected of a type, in their order, fragments on it opened. */
function nodesIn({ selections }: SelectionSetNode, type: string, reading: Reading): FieldNode[] {
  return selections.flatMap((node) => {
    if (node.directives?.length) throw new NotInSql();
    if (node.kind === Kind.FIELD) return [node];
    return nodesIn(fragmentMeant(node, type, reading), type, reading);
  });
}

function dayIn(given: readonly ArgumentNode[], { operation }: Reading): AskedDay | null {
  const [argument, another] = given;
  if (argument === undefined) return null;
  if (argument.name.value !== 'on' || another) throw new NotInSql();
  return askedDay(argument.value, operation);
}

function fieldOf(node: FieldNode, type: GraphQLNamedType, reading: Reading): AskedField {
  const { name, alias = name, arguments: given = [], selectionSet } = node;
  const asked = { key: alias.value, name: name.value, of: type.name };
  // JavaScript would take it for the object's prototype.
  if (asked.key === '__proto__') throw new NotInSql();
  if (asked.name === TYPENAME)
    return { ...asked, isList: false, on: null, fields: [], protection: [] };
  const field = isObjectType(type) ? type.getFields()[asked.name] : undefined;
  if (!isObjectType(type) || field === undefined) throw new NotInSql();
  return {
    ...asked,
    isList: isListType(getNullableType(field.type)),
    on: dayIn(given, reading),
    fields: selectionSet ? fieldsOf(selectionSet, getNamedType(field.type), reading) : [],
    protection: protectionOf(type, field),
  };
}

function fieldsOf(
  selectionSet: SelectionSetNode,
  type: GraphQLNamedType,
  reading: Reading,
): AskedField[] {
  const nodes = nodesIn(selectionSet, type.name, reading);
  const fields = nodes.map((node) => fieldOf(node, type, reading));
  // Fields of one name would have to be merged.
  if (new Set(fields.map(({ key }) => key)).size < fields.length) throw new NotInSql();
  return fields;
}

/** The one field `_entities` of an operation, and the variable it is given. */
function entitiesIn({ operation, directives, selectionSet }: OperationDefinitionNode) {
  const [node, another] = selectionSet.selections;
  const isAlone = node?.kind === Kind.FIELD && another === undefined;
  if (operation !== OperationTypeNode.QUERY || directives?.length || !isAlone) throw new NotInSql();
  const [argument] = node.arguments ?? [];
  const isPlain = node.name.value === ENTITIES && !node.alias && !node.directives?.length;
  if (!isPlain || argument?.value.kind !== Kind.VARIABLE) throw new NotInSql();
  if (argument.name.value !== REPRESENTATIONS || !node.selectionSet) throw new NotInSql();
  return { representations: argument.value.name.value, selectionSet: node.selectionSet };
}

/**
 * Reads what a valid operation asks, if it asks for children by their representations, and nothing else. Throws NotInSql
 * for any other, and for conditions, arguments other than `on`, and a name asked for twice.
 */
export function readQuestion(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): ChildQuestion {
  const operation = getOperationAST(document, operationName);
  const child = schema.getType(CHILD);
  if (!operation || !child) throw new NotInSql();
  const { representations, selectionSet } = entitiesIn(operation);
  const reading = { operation, fragments: fragmentsOf(document) };
  return { representations, fields: fieldsOf(selectionSet, child, reading) };
}

/** The scopes that fields ask for, whatever is below them included, each once. */
export function protectionIn(fields: readonly AskedField[]): ScopeChoice[] {
  const all = fields.flatMap((field) => [...field.protection, ...protectionIn(field.fields)]);
  return [...new Map(all.map((choice) => [JSON.stringify(choice), choice])).values()];
}
