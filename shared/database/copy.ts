import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { PoolClient, ClientBase } from 'pg';
import { from as copyFromStdin, to as copyToStdout } from 'pg-copy-streams';

/** A value that COPY can carry. */
export type CopyValue = string | number | boolean | null | Date | readonly string[];

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

function escapeText(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character);
}

function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/[\\"]/g, '\\$&')}"`).join(',')}}`;
}

function encodeValue(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escapeText(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return escapeText(arrayLiteral(value));
  return String(value);
}

/** Writes one row in COPY's text format (PostgreSQL manual, COPY, "Text Format"). */
export function encodeCopyRow(values: readonly CopyValue[]): string {
  return `${values.map(encodeValue).join('\t')}\n`;
}

/** Sends encoded rows into a table by COPY; resolves when the server has taken them all. */
export async function copyInto(
  client: ClientBase | PoolClient,
  table: string,
  columns: readonly string[],
  encodedRows: string,
): Promise<void> {
  const names = columns.map((column) => `"${column}"`).join(', ');
  const stream = client.query(copyFromStdin(`copy "${table}" (${names}) from stdin`));
  stream.end(encodedRows);
  await once(stream, 'finish');
}

/** What a `copy ... to stdout` brought: its bytes, in pieces that need not end where rows do, and how many rows. */
export interface Copied {
  chunks: Buffer[];
  rows: number;
}

/** Rejects with what PostgreSQL refuses, also after the last row. */
function refusalOf(stream: Readable): Promise<never> {
  return new Promise((_, reject) => {
    stream.once('error', reject);
  });
}

/** Runs a `copy ... to stdout`. Throws what PostgreSQL refuses, and where the connection is lost. */
export async function copyOut(client: ClientBase | PoolClient, statement: string): Promise<Copied> {
  const chunks: Buffer[] = [];
  const stream = client.query(copyToStdout(statement));
  // The rows end before PostgreSQL tells how many they were: the client says when all is told.
  const told = Promise.race([once(client, 'drain'), refusalOf(stream)]);
  told.catch(() => undefined);
  for await (const chunk of stream) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  await told;
  return { chunks, rows: stream.rowCount };
}
