import { isRecord } from '../../shared/json/is-record.ts';
import { GraphError } from '../../shared/errors/graph-error.ts';
import type { Manifest } from './trusted-operations.ts';

/** Where an HTTP request carries its GraphQL request: in the body of a POST, in the search part of a GET's URL. */
export interface RequestParts {
  body: unknown;
  search: string;
}

export interface TrustedDocumentRules {
  manifest: Manifest;
  /** Whether a client may send trusted operations only. */
  isTrustedOnly: (client: string) => boolean;
}

/** Names the method of a SHA-256 document identifier (GraphQL over HTTP, appendix "Persisted Documents"). */
const PREFIX = 'sha256:';
/** As much of an unknown identifier as is said back to the client, in characters. */
const SAID_BACK = 80;

function unknownDocument(documentId: string): GraphError {
  const said = documentId.slice(0, SAID_BACK);
  return new GraphError(
    'OPERATION_NOT_TRUSTED',
    {
      en: `No trusted operation has the documentId "${said}". List them with npm run operations, or have the operation added.`,
      vi: `Không có câu hỏi tin cậy nào mang documentId "${said}". Hãy xem danh sách bằng npm run operations, hoặc đề nghị bổ sung.`,
    },
    { documentId: said, http: { status: 403 } },
  );
}

function freeText(client: string): GraphError {
  return new GraphError(
    'OPERATION_NOT_TRUSTED',
    {
      en: `The program "${client}" may send trusted operations only: name one by its documentId.`,
      vi: `Phần mềm "${client}" chỉ được gửi các câu hỏi tin cậy: hãy nêu documentId của câu hỏi.`,
    },
    { client, http: { status: 403 } },
  );
}

function textOf(documentId: unknown, manifest: Manifest): string {
  const stated = typeof documentId === 'string' ? documentId : JSON.stringify(documentId);
  const id = stated.startsWith(PREFIX) ? stated.slice(PREFIX.length) : stated;
  const operation = manifest.get(id);
  if (operation === undefined) throw unknownDocument(stated);
  return operation.text;
}

function fromBody(parts: RequestParts, manifest: Manifest): RequestParts | null {
  if (!isRecord(parts.body) || (parts.body['documentId'] ?? null) === null) return null;
  const { documentId, ...others } = parts.body;
  return { ...parts, body: { ...others, query: textOf(documentId, manifest) } };
}

function fromSearch(parts: RequestParts, manifest: Manifest): RequestParts | null {
  const parameters = new URLSearchParams(parts.search);
  const documentId = parameters.get('documentId');
  if (documentId === null) return null;
  parameters.delete('documentId');
  parameters.set('query', textOf(documentId, manifest));
  return { ...parts, search: `?${parameters.toString()}` };
}

/**
 * Puts the text of a trusted operation in the place of its `documentId`, whatever `query` says beside it. Throws
 * OPERATION_NOT_TRUSTED (403) for an identifier that is not in the manifest, and for a client's own text where that
 * client may send trusted operations only.
 */
export function withTrustedDocument(
  method: 'GET' | 'POST',
  parts: RequestParts,
  client: string,
  { manifest, isTrustedOnly }: TrustedDocumentRules,
): RequestParts {
  const found = method === 'GET' ? fromSearch(parts, manifest) : fromBody(parts, manifest);
  if (found === null && isTrustedOnly(client)) throw freeText(client);
  return found ?? parts;
}

/** Reads TRUSTED_ONLY_CLIENTS: client ids set apart by commas; `*` stands for every client. */
export function trustedOnlyClients(setting: string): (client: string) => boolean {
  const clients = new Set(setting.split(',').map((client) => client.trim()));
  return (client) => clients.has('*') || clients.has(client);
}
