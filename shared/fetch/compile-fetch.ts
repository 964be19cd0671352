import { parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { Kysely } from 'kysely';
import { isReached } from '../access/guard-schema.ts';
import type { RowsDefinition } from '../rows/row-topic.ts';
import type { Call } from '../subgraph/call.ts';
import type { DepartmentRequest } from '../subgraph/department-call.ts';
import { askedChildren } from './asked-children.ts';
import type { AskedChild } from './asked-children.ts';
import { dayMeant } from './asked-day.ts';
import { fetchStatement } from './fetch-statement.ts';
import { NotInSql } from './not-in-sql.ts';
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

/** Answers an operation; throws NotInSql where that is for the resolvers. */
export type Fetch = (
  variables: Readonly<Record<string, unknown>>,
  context: Call,
) => Promise<FetchAnswer>;

/** How a value of the answer comes about. */
type ReadField = (child: AskedChild, values: ChildValues) => unknown;

/** What is known of whoever is asked for. */
const KNOWN: ReadonlyMap<string, ReadField> = new Map<string, ReadField>([
  [TYPENAME, () => CHILD],
  ['id', ({ id }) => id],
]);

/** Of whom nothing is recorded, a list is empty and anything else null, as the resolvers have it. */
function readerOf({ isList }: AskedField, place: number): ReadField {
  return (_, values): unknown => {
    const value = values[place] ?? null;
    if (value !== null) return JSON.parse(value);
    return isList ? [] : null;
  };
}

/** Makes the writer of a child's answer, of its fields in the order asked for. */
function writerOf(fields: readonly AskedField[], read: readonly AskedField[]) {
  const readers = fields.map((field): [string, ReadField] => [
    field.key,
    KNOWN.get(field.name) ?? readerOf(field, read.indexOf(field)),
  ]);
  return (child: AskedChild, values: ChildValues) =>
    Object.fromEntries(readers.map(([key, readField]) => [key, readField(child, values)]));
}

/** Compiles a valid operation. Throws NotInSql for one that only the resolvers can answer. */
export function compileFetch<Tables>(
  { rows, schema, db }: FetchSource<Tables>,
  { query, operationName }: DepartmentRequest,
): Fetch {
  const { representations, fields } = readQuestion(schema, parse(query), operationName);
  const read = fields.filter(({ name }) => !KNOWN.has(name));
  const statement = fetchStatement(rows.topics, read, db);
  const protection = protectionIn(fields);
  const readChildren = sharedReads(statement, db);
  const write = writerOf(fields, read);
  return async (variables, context) => {
    if (!isReached(protection, context.grant)) throw new NotInSql();
    const children = askedChildren(variables[representations]);
    const today = context.clock.today();
    const days = statement.days.map((day) => dayMeant(day, variables, today));
    const childNos = children.map(({ childNo }) => childNo);
    const found = await readChildren(context, childNos, days);
    return {
      data: { _entities: children.map((child, place) => write(child, found[place] ?? [])) },
    };
  };
}
