import type { GraphQLSchema } from 'graphql';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { isIssuedFor } from '../access/grant.ts';
import type { Grant } from '../access/grant.ts';
import { guardPath } from '../access/guard-schema.ts';
import type { ChildSet } from '../cohort/child-set.ts';
import { poolOf } from '../database/connect.ts';
import { GraphError } from '../errors/graph-error.ts';
import { withoutGrant } from '../subgraph/answer.ts';
import type { Call } from '../subgraph/call.ts';
import { readRows } from './read-rows.ts';
import type { RowsRequest } from './row-request.ts';
import { rowStatements } from './row-statement.ts';
import type { RowsDefinition } from './row-topic.ts';
import { RowsNotServed } from './rows-not-served.ts';
import { childrenLine, lastLine } from './stream-form.ts';

const CHILD = 'Child';

/** Streams rows under a grant; what refuses them is thrown before the first piece. */
export type StreamRows = (request: RowsRequest, grant: Grant) => AsyncGenerator<Buffer, void>;

export interface StreamerOptions<Tables> {
  /** None where the department streams nothing. */
  rows: RowsDefinition<Tables> | undefined;
  schema: GraphQLSchema;
  db: Kysely<Tables>;
  call: Omit<Call, 'grant'>;
  log: Logger;
}

function unknownList(): GraphError {
  return new GraphError('INVALID_ARGUMENT', {
    en: 'The list is none that this department sealed, or it is too old. Ask for it again.',
    vi: 'Danh sách này không do cơ quan này niêm phong hoặc đã quá cũ. Hãy hỏi lại.',
  });
}

/** A list is opened by whoever sealed it. */
async function childrenOf(
  request: RowsRequest,
  { cohorts: { department, sealing } }: Call,
): Promise<ChildSet> {
  if ('children' in request) return request.children;
  const sealed = await sealing.open(request.list);
  if (sealed?.department !== department || sealed.countedOnly) throw unknownList();
  return sealed.children;
}

function checkGrant(schema: GraphQLSchema, { columns }: RowsRequest, grant: Grant): void {
  for (const path of ['id', ...columns.map((column) => column.path)])
    guardPath(schema, CHILD, path, grant);
}

function isMeant(error: unknown): boolean {
  return error instanceof GraphError || error instanceof RowsNotServed;
}

/** The paths from Child that a department streams. */
export function columnsOf<Tables>(rows: RowsDefinition<Tables> | undefined): string[] {
  return [...new Set(rows?.topics.flatMap(({ columns }) => Object.keys(columns)))];
}

/** Makes what streams a department's rows, under the same protections of its fields as its graph. */
export function rowStreamer<Tables>(options: StreamerOptions<Tables>): StreamRows {
  const { rows: definition = { topics: [] }, schema, db, call: atHand, log } = options;
  const served = new Set(columnsOf(definition));
  const stream: StreamRows = async function* (request, grant) {
    const call = { ...atHand, grant };
    if (!isIssuedFor(grant, call.cohorts.department)) throw withoutGrant(call.cohorts.department);
    const unknown = request.columns.find(({ path }) => !served.has(path));
    if (unknown) throw new RowsNotServed(unknown.path);
    checkGrant(schema, request, grant);
    const statementFor = await rowStatements(definition, request.columns, db, call);
    const children = await childrenOf(request, call);
    if ('list' in request) yield childrenLine(children);
    let rows = 0;
    for await (const slice of readRows(poolOf(db), children, statementFor)) {
      rows += slice.rows;
      yield* slice.chunks;
    }
    yield lastLine(rows);
  };
  return async function* (request, grant) {
    try {
      yield* stream(request, grant);
    } catch (error) {
      if (!isMeant(error)) log.error({ err: error }, 'rows could not be streamed');
      throw error;
    }
  };
}
