import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ApolloServer } from '@apollo/server';
import { parse } from 'graphql';
import type { Logger } from 'pino';
import { z } from 'zod';
import { GraphError } from '../../shared/errors/graph-error.ts';
import { readBody } from '../../shared/http/read-body.ts';
import { serialsOf } from '../audit/children-named.ts';
import { operationHash } from '../audit/operation-hash.ts';
import { requestRecorder } from '../audit/record-request.ts';
import { newTrace } from '../audit/request-trace.ts';
import type { Trail } from '../audit/trail.ts';
import type { GatewayContext } from '../context.ts';
import { beginRequest } from '../http/begin-request.ts';
import type { CreateContext } from '../http/begin-request.ts';
import { answerFailure } from '../http/graphql-endpoint.ts';
import { startDeadline } from '../limits/deadline.ts';
import type { Manifest } from '../limits/trusted-operations.ts';
import { innerContext } from '../reports/ask-graph.ts';
import { exportOperation } from './export-operation.ts';
import type { ExportOperation } from './export-operation.ts';
import { mayExport } from './may-export.ts';
import type { ExportRules } from './may-export.ts';
import { readNumbers, readPages } from './read-pages.ts';
import type { AskPage, Item, Page } from './read-pages.ts';
import { FORMATS, MEDIA_TYPES, writeRows } from './write-rows.ts';

export interface ExportsOptions {
  server: ApolloServer<GatewayContext>;
  createContext: CreateContext;
  manifest: Manifest;
  rules: ExportRules;
  /** Milliseconds for one page. */
  deadline: number;
  trail: Trail;
  log: Logger;
}

const LONGEST_BODY = 64 * 1024;
const PREFIX = /^sha256:/;

const bodyForm = z.strictObject({
  documentId: z.string(),
  variables: z.record(z.string(), z.unknown()).default({}),
  format: z.enum(FORMATS),
});

function wrongBody(): GraphError {
  return new GraphError(
    'INVALID_ARGUMENT',
    {
      en: `Send {"documentId": "sha256:…", "variables": {…}, "format": one of ${FORMATS.join(', ')}}.`,
      vi: `Hãy gửi {"documentId": "sha256:…", "variables": {…}, "format": một trong ${FORMATS.join(', ')}}.`,
    },
    { http: { status: 400 } },
  );
}

function notExportable(manifest: Manifest): GraphError {
  const names = [...manifest.values()]
    .filter((each) => exportOperation(each))
    .map(({ name }) => name);
  return new GraphError(
    'OPERATION_NOT_TRUSTED',
    {
      en: `No published list has that documentId. These can be exported: ${names.join(', ')} (npm run operations).`,
      vi: `Không có danh sách đã công bố nào mang documentId đó. Có thể xuất: ${names.join(', ')} (npm run operations).`,
    },
    { operations: names, http: { status: 403 } },
  );
}

function parseBody(text: string): z.infer<typeof bodyForm> {
  try {
    return bodyForm.parse(JSON.parse(text));
  } catch {
    throw wrongBody();
  }
}

async function readExport(request: IncomingMessage, manifest: Manifest) {
  const { documentId, ...asked } = parseBody(await readBody(request, LONGEST_BODY));
  const trusted = manifest.get(documentId.replace(PREFIX, ''));
  const operation = trusted && exportOperation(trusted);
  if (!operation) throw notExportable(manifest);
  return { ...asked, operation };
}

/** Asks the graph for each page as for a request of its own, all of them on the export's one record. */
function pageAsker({ server, deadline }: ExportsOptions, context: GatewayContext): AskPage {
  return async (query, operationName, variables) => {
    const { grantFor } = context;
    const contextValue = innerContext(context, { grantFor, deadline: startDeadline(deadline) });
    const request = { query, operationName, variables };
    const { body } = await server.executeOperation(request, { contextValue });
    const { what } = contextValue.trace;
    context.trace.what.fields = [...new Set([...context.trace.what.fields, ...what.fields])];
    context.ledger.addCalls(contextValue.ledger);
    return body.kind === 'single' ? body.singleResult : {};
  };
}

/** The children that are on record, and no others: one who came since is in the next export. */
async function* recorded(
  first: Page,
  others: AsyncIterable<Page>,
  numbers: ReadonlySet<string>,
): AsyncGenerator<readonly Item[]> {
  const known = ({ items }: Page) => items.filter(({ id }) => numbers.has(id));
  yield known(first);
  for await (const page of others) yield known(page);
}

/** Finds out who is in an export and what it shows, and puts it on record, before its first byte. */
async function prepare(
  operation: ExportOperation,
  variables: Record<string, unknown>,
  options: ExportsOptions,
  context: GatewayContext,
) {
  const ask = pageAsker(options, context);
  const numbers = await readNumbers(operation, variables, ask);
  const others = readPages(operation, variables, ask);
  const begun = await others.next();
  const first = begun.done ? { items: [], unauthorized: [] } : begun.value;
  const { what } = context.trace;
  what.operationName = operation.name;
  what.operationHash = operationHash(parse(operation.text));
  what.childNos = serialsOf([...numbers]);
  context.trace.isExecuted = true;
  const isWhole = first.unauthorized.length === 0;
  context.trace.outcome = { outcome: isWhole ? 'ANSWERED' : 'PARTIAL', code: null };
  await requestRecorder(options.trail, options.log).answered(context);
  return { pages: recorded(first, others, numbers), unauthorized: first.unauthorized };
}

async function respond(
  options: ExportsOptions,
  request: IncomingMessage,
  response: ServerResponse,
  context: GatewayContext,
): Promise<void> {
  mayExport(context.viewer, options.rules);
  const { format, operation, variables } = await readExport(request, options.manifest);
  context.note.operation = operation.name;
  const { pages, unauthorized } = await prepare(operation, variables, options, context);
  response.setHeader('content-type', MEDIA_TYPES[format]);
  response.setHeader('content-disposition', `attachment; filename="${operation.name}.${format}"`);
  if (unauthorized.length > 0) response.setHeader('x-unauthorized-fields', unauthorized.join(', '));
  await pipeline(writeRows(format, operation, pages), response);
}

/** Puts on record how an export ended that had begun: what was not sent is not known, so it stays on record as shown. */
async function recordEnd(
  { trail, log }: ExportsOptions,
  context: GatewayContext,
  error: unknown,
): Promise<void> {
  const { who } = context.trace;
  const code = error instanceof GraphError ? error.code : 'CLIENT_GONE';
  const trace = { ...newTrace(), who, outcome: { outcome: 'PARTIAL', code } as const };
  trace.what.operationName = context.trace.what.operationName;
  await requestRecorder(trail, log).answered({ requestId: context.requestId, trace });
}

/**
 * Answers `POST /exports`: a published list, whole, as CSV, XLSX or NDJSON, under the rules of any question. Who is in it
 * is on record before its first byte. It ends without its end where a department fails or the client goes.
 */
export function exportsEndpoint(options: ExportsOptions) {
  const { createContext, deadline, log, trail } = options;
  const record = requestRecorder(trail, log);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const begun = beginRequest(response, deadline, log);
    let context: GatewayContext | null = null;
    try {
      context = await createContext(request, begun);
      await respond(options, request, response, context);
      begun.note.outcome = 'OK';
    } catch (error) {
      if (response.headersSent && context !== null) {
        response.destroy();
        await recordEnd(options, context, error);
        return;
      }
      await record.refused(begun, error);
      answerFailure(error, response, begun.note);
    }
  };
}
