import { parse as parseCsv } from 'csv-parse/sync';
import { request } from 'undici';

/** What came of reading a file that was sent row by row. */
export interface StreamRead {
  /** Rows of data: in CSV the header is none. */
  rows: number;
  bytes: number;
  /** The first rows, parsed; a header is the first of them. */
  head: unknown[];
}

const NEW_LINE = 0x0a;
const HEAD_ROWS = 200;
const HEAD_BYTES = 256 * 1_024;

function linesIn(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(NEW_LINE); at !== -1; at = chunk.indexOf(NEW_LINE, at + 1))
    lines += 1;
  return lines;
}

function headOf(text: string, format: 'csv' | 'ndjson'): unknown[] {
  const lines = text.slice(0, text.lastIndexOf('\n')).split('\n').slice(0, HEAD_ROWS);
  if (format === 'ndjson') return lines.map((line): unknown => JSON.parse(line));
  return parseCsv(lines.join('\n').replaceAll('\r', ''), { bom: true, relaxColumnCount: true });
}

/**
 * Reads an answer, to its end or only as far as its first rows reach, which are kept. Throws for any other answer than
 * 200.
 */
export async function readStream(
  { url, headers, body }: { url: string; headers: Record<string, string>; body: string },
  format: 'csv' | 'ndjson',
  extent: 'WHOLE' | 'HEAD',
): Promise<StreamRead> {
  const answer = await request(url, {
    method: 'POST',
    headers,
    body,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  if (answer.statusCode !== 200)
    throw new Error(`${answer.statusCode} ${(await answer.body.text()).slice(0, 300)}`);
  const kept: Buffer[] = [];
  let [lines, bytes] = [0, 0];
  for await (const chunk of answer.body) {
    if (!(chunk instanceof Buffer)) continue;
    if (bytes < HEAD_BYTES) kept.push(chunk);
    bytes += chunk.length;
    lines += linesIn(chunk);
    if (extent === 'HEAD' && bytes >= HEAD_BYTES) break;
  }
  const head = headOf(Buffer.concat(kept).toString('utf8'), format);
  return { rows: format === 'csv' ? lines - 1 : lines, bytes, head };
}
