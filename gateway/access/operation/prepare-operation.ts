import { createHash } from 'node:crypto';
import { print } from 'graphql';
import type {
  DocumentNode,
  GraphQLError,
  GraphQLSchema,
  OperationDefinitionNode,
  ValueNode,
} from 'graphql';
import { fragmentsOf } from '../../../shared/graphql/fragments-of.ts';
import { isMet } from '../need.ts';
import type { Need } from '../need.ts';
import type { Protections } from '../protections.ts';
import { FieldCutter } from './cut-fields.ts';
import type { CutLevel, NeedOf } from './cut-fields.ts';
import { answerFinisher } from './finish-answer.ts';
import type { FinishAnswer } from './finish-answer.ts';
import { CHILD_NUMBER, CHILD_TYPE } from './hidden-fields.ts';
import { OperationReader } from './selected-fields.ts';
import type { SelectedField, SelectedLevel } from './selected-fields.ts';
import { unauthorizedFields } from './unauthorized-fields.ts';
import { writeOperation } from './write-operation.ts';
import type { WrittenOperation } from './write-operation.ts';

/** An operation that a client asks. */
export interface AskedOperation {
  /** The API schema, which it is valid against. */
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  /** Coerced. */
  variables: Readonly<Record<string, unknown>>;
  /** The viewer's; null where there is none. */
  scopes: ReadonlySet<string> | null;
}

/** What is left to execute of an operation. */
export interface RemainingOperation extends WrittenOperation {
  /** SHA-256 of its text, in hexadecimal, by which @apollo/gateway keeps its plan. */
  queryHash: string;
  text: string;
}

/** A number that a child is asked by: the answer at `key` may bear another, where that one is retired. */
export interface AskedNumber {
  key: string;
  value: ValueNode;
}

/** An operation, cut to what its viewer may see. */
export interface PreparedOperation {
  /** Null where nothing is left to ask for. */
  remaining: RemainingOperation | null;
  /** UNAUTHORIZED_FIELD for each field cut. */
  errors: readonly GraphQLError[];
  /** What the whole operation needs and the scopes do not reach, each once; empty where nothing is cut. */
  unmetNeeds: readonly Need[];
  /** The numbers that it asks single children by. */
  askedNumbers: readonly AskedNumber[];
  /** What of it is shown. */
  root: CutLevel;
  /** How its answers are finished. */
  finish: FinishAnswer;
}

function readOperation({ schema, document, operation, variables }: AskedOperation) {
  const type = schema.getRootType(operation.operation);
  if (!type) throw new Error(`The graph offers no ${operation.operation}.`);
  const reader = new OperationReader({ schema, fragments: fragmentsOf(document), variables });
  return { root: reader.read(type, [operation.selectionSet]), levels: reader.levels };
}

function fieldsOf(level: SelectedLevel): SelectedField[] {
  return [...level.fields.values()].flat().filter(({ isMeta }) => !isMeta);
}

function unmetNeeds(
  levels: Iterable<SelectedLevel>,
  needOf: NeedOf,
  scopes: AskedOperation['scopes'],
): Need[] {
  const unmet = [...levels].flatMap(fieldsOf).map(needOf);
  const distinct = new Map(unmet.map((need) => [JSON.stringify(need), need]));
  return [...distinct.values()].filter((need) => !isMet(need, scopes));
}

function askedNumbers(root: SelectedLevel): AskedNumber[] {
  return fieldsOf(root).flatMap(({ key, node, below }) => {
    const given = node.arguments?.find(({ name }) => name.value === CHILD_NUMBER);
    return given && below?.type.name === CHILD_TYPE ? [{ key, value: given.value }] : [];
  });
}

function withHash(written: WrittenOperation): RemainingOperation {
  const text = print(written.document);
  return { ...written, text, queryHash: createHash('sha256').update(text).digest('hex') };
}

/** Cuts an operation to what its viewer may see. Errors: RESERVED_ALIAS for an alias that is the gateway's own. */
export function prepareOperation(
  { needOf: needByName }: Pick<Protections, 'needOf'>,
  asked: AskedOperation,
): PreparedOperation {
  const needOf: NeedOf = ({ isMeta, type, name }) => (isMeta ? null : needByName(type, name));
  const { root, levels } = readOperation(asked);
  const cut = new FieldCutter(needOf, asked.scopes).cut(root);
  const written = writeOperation(asked.operation, cut);
  return {
    remaining: written && withHash(written),
    errors: unauthorizedFields(root, needOf, asked.scopes),
    unmetNeeds: unmetNeeds(levels, needOf, asked.scopes),
    askedNumbers: askedNumbers(root),
    root: cut,
    finish: answerFinisher(cut),
  };
}
