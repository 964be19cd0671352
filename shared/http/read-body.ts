import type { IncomingMessage } from 'node:http';

/** Thrown for a body that is longer than the stated limit. */
export class BodyTooLarge extends Error {
  constructor(limit: number) {
    super(`The body is larger than the ${limit} bytes that are taken here.`);
    this.name = 'BodyTooLarge';
  }
}

/** Nearly every body is one chunk. */
function textOf(chunks: readonly Buffer[]): string {
  const [only] = chunks;
  if (only === undefined) return '';
  return (chunks.length === 1 ? only : Buffer.concat(chunks)).toString('utf8');
}

function cutOff(): Error {
  return new Error('The client was gone before its body was whole.');
}

/**
 * Reads a request's body as UTF-8 text, up to `limit` bytes; throws BodyTooLarge as soon as it is longer, and reads no
 * further then.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    if (request.destroyed) reject(cutOff());
    request
      .on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= limit) chunks.push(chunk);
        else {
          request.pause();
          reject(new BodyTooLarge(limit));
        }
      })
      .once('end', () => {
        resolve(textOf(chunks));
      })
      .once('error', reject)
      .once('close', () => {
        if (!request.readableEnded) reject(cutOff());
      });
  });
}
