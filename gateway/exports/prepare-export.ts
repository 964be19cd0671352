import type { Readable } from 'node:stream';
import type { ApolloServer } from '@apollo/server';
import { parse } from 'graphql';
import type { Logger } from 'pino';
import { operationHash } from '../audit/operation-hash.ts';
import { requestRecorder } from '../audit/record-request.ts';
import { statesOf } from '../audit/trace-plugin.ts';
import type { Trail } from '../audit/trail.ts';
import type { GatewayContext } from '../context.ts';
import type { DepartmentClient } from '../departments/department-client.ts';
import { startDeadline } from '../limits/deadline.ts';
import { innerContext } from '../reports/ask-graph.ts';
import { TICKET } from './export-operation.ts';
import type { ExportOperation } from './export-operation.ts';
import type { AskPage } from './read-pages.ts';
import type { PlanRows } from './rows/row-planner.ts';
import type { ExportFormat } from './write-rows.ts';

/** What exports are made with. */
export interface PrepareOptions {
  server: ApolloServer<GatewayContext>;
  clients: readonly DepartmentClient[];
  planRows: PlanRows;
  /** Milliseconds for one page, or one piece of a stream. */
  deadline: number;
  trail: Trail;
  log: Logger;
}

/** An export that was asked for. */
export interface AskedExport {
  operation: ExportOperation;
  variables: Record<string, unknown>;
  format: ExportFormat;
}

/** An export that may be sent: who is in it, and what it shows, is on record. */
export interface PreparedExport {
  content: Readable;
  /** Fields the viewer may not see, which are null in every row. */
  unauthorized: readonly string[];
  /** Ends what still runs for it. */
  close: () => void;
}

/** Asks the graph for each page as for a request of its own, all of them on the export's one record. */
export function pageAsker({ server, deadline }: PrepareOptions, context: GatewayContext): AskPage {
  return async (query, operationName, variables) => {
    const { grantFor } = context;
    const contextValue = innerContext(context, { grantFor, deadline: startDeadline(deadline) });
    const request = { query, operationName, variables };
    const { body } = await server.executeOperation(request, { contextValue });
    const { what } = contextValue.trace;
    context.trace.what.fields = [...new Set([...context.trace.what.fields, ...what.fields])];
    context.ledger.addCalls(contextValue.ledger);
    context.trace.what.departments = statesOf(context);
    return body.kind === 'single' ? body.singleResult : {};
  };
}

/** The gateway's own question shows nothing. */
function isTicket(coordinate: string): boolean {
  return coordinate.endsWith(`.${TICKET}`);
}

/** Puts on record who is in an export, before its first byte. Throws AUDIT_UNAVAILABLE where that cannot be. */
export async function recordBeginning(
  { trail, log }: Pick<PrepareOptions, 'trail' | 'log'>,
  context: GatewayContext,
  { name, text }: ExportOperation,
  shown: { childNos: readonly number[]; unauthorized: readonly string[] },
): Promise<void> {
  const { what } = context.trace;
  what.operationName = name;
  what.operationHash = operationHash(parse(text));
  what.childNos = shown.childNos;
  what.fields = what.fields.filter((coordinate) => !isTicket(coordinate));
  context.trace.isExecuted = true;
  const isWhole = shown.unauthorized.length === 0;
  context.trace.outcome = { outcome: isWhole ? 'ANSWERED' : 'PARTIAL', code: null };
  await requestRecorder(trail, log).answered(context);
}
