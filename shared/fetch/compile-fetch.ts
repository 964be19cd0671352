import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { Kysely } from 'kysely';
import { isReached } from '../access/guard-schema.ts';
import type { RowsDefinition } from '../rows/row-topic.ts';
import type { Call } from '../subgraph/call.ts';
import { askedChildren } from './asked-children.ts';
import type { AskedChild } from './asked-children.ts';
import { dayMeant } from './asked-day.ts';
import { fetchStatement } from './fetch-statement.ts';
import { CHILD, TYPENAME, protectionIn, readQuestion } from './read-question.ts';
import type { AskedField } from './read-question.ts';
import { sharedReads } from './shared-reads.ts';
import type { ChildValues } from './shared-reads.ts';

/** What fetches are answered from. */
export interface FetchSource<Tables> {
  rows: RowsDefinition<Tables>;
  schema: GraphQLSchema;
  db: Kysely<Tables>;
}

/** What a fetch answers: of each child an object of its own, since the gateway writes into it. */
export interface FetchAnswer {
  data: { _entities: Record<string, unknown>[] };
}

export type Variables = Readonly<Record<string, unknown>>;

/** Answers an operation; null, or NotInSql thrown, where that is for the resolvers. */
export type Fetch = (variables: Variables, context: Call) => Promise<FetchAnswer | null>;

/** How a value of the answer comes about. */
type ReadField = (child: AskedChild, values: ChildValues) => unknown;

/** What is known of whoever is asked for. */
const KNOWN: ReadonlyMap<string, ReadField> = new Map<string, ReadField>([
  [TYPENAME, () => CHILD],
  ['id', ({ id }) => id],
]);

/** Of whom nothing is recorded, a list is empty and anything else null, as the resolvers have it. */
function readerOf({ isList }: AskedField, place: number): ReadField {
  return (_, values) => values[place] ?? (isList ? [] : null);
}

/** Makes the writer of a child's answer, of its fields in the order asked for. */
function writerOf(fields: readonly AskedField[], read: readonly AskedField[]) {
  const readers = fields.map((field): [string, ReadField] => [
    field.key,
    KNOWN.get(field.name) ?? readerOf(field, read.indexOf(field)),
  ]);
  return (child: AskedChild, values: ChildValues) => {
    const entity: Record<string, unknown> = {};
    for (const [key, readField] of readers) entity[key] = readField(child, values);
    return entity;
  };
}

/** Compiles a valid operation. Throws NotInSql for one that only the resolvers can answer. */
export function compileFetch<Tables>(
  { rows, schema, db }: FetchSource<Tables>,
  document: DocumentNode,
  operationName: string | undefined,
): Fetch {
  const { representations, fields } = readQuestion(schema, document, operationName);
  const read = fields.filter(({ name }) => !KNOWN.has(name));
  const statement = fetchStatement(rows.topics, read, db);
  const protection = protectionIn(fields);
  const readChildren = sharedReads(statement, db);
  const write = writerOf(fields, read);
  return async (variables, context) => {
    if (!isReached(protection, context.grant)) return null;
    const children = askedChildren(variables[representations]);
    const days = statement.days.map((day) => dayMeant(day, variables, context.clock));
    const childNos = children.map(({ childNo }) => childNo);
    const found = await readChildren(context, childNos, days);
    return {
      data: { _entities: children.map((child, place) => write(child, found[place] ?? [])) },
    };
  };
}
