import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { GraphError } from '../../shared/errors/graph-error.ts';
import { readBody } from '../../shared/http/read-body.ts';
import { requestRecorder } from '../audit/record-request.ts';
import { newTrace } from '../audit/request-trace.ts';
import type { GatewayContext } from '../context.ts';
import { beginRequest } from '../http/begin-request.ts';
import type { CreateContext } from '../http/begin-request.ts';
import { answerFailure, failureOf } from '../http/graphql-endpoint.ts';
import type { Manifest } from '../limits/trusted-operations.ts';
import { exportOperation } from './export-operation.ts';
import { mayExport } from './may-export.ts';
import type { ExportRules } from './may-export.ts';
import type { AskedExport, PrepareOptions } from './prepare-export.ts';
import { preparePages } from './prepare-pages.ts';
import { prepareStreams } from './prepare-streams.ts';
import { FORMATS, MEDIA_TYPES } from './write-rows.ts';

export interface ExportsOptions extends PrepareOptions {
  createContext: CreateContext;
  manifest: Manifest;
  rules: ExportRules;
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

async function readExport(request: IncomingMessage, manifest: Manifest): Promise<AskedExport> {
  const { documentId, ...asked } = parseBody(await readBody(request, LONGEST_BODY));
  const trusted = manifest.get(documentId.replace(PREFIX, ''));
  const operation = trusted && exportOperation(trusted);
  if (!operation) throw notExportable(manifest);
  return { ...asked, operation };
}

async function respond(
  options: ExportsOptions,
  request: IncomingMessage,
  response: ServerResponse,
  context: GatewayContext,
): Promise<void> {
  mayExport(context.viewer, options.rules);
  const asked = await readExport(request, options.manifest);
  const { format, operation } = asked;
  context.note.operation = operation.name;
  const { content, unauthorized, close } =
    (await prepareStreams(asked, options, context)) ??
    (await preparePages(asked, options, context));
  try {
    response.setHeader('content-type', MEDIA_TYPES[format]);
    response.setHeader('content-disposition', `attachment; filename="${operation.name}.${format}"`);
    if (unauthorized.length > 0)
      response.setHeader('x-unauthorized-fields', unauthorized.join(', '));
    await pipeline(content, response);
  } finally {
    close();
  }
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
  await requestRecorder(trail, log).answered({ ...context, trace });
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
      const failure = failureOf(error, begun.requestId, log);
      await record.refused(begun, failure);
      answerFailure(failure, response, begun.note);
    }
  };
}
