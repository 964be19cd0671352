import type { IncomingMessage } from 'node:http';

/** Thrown for a body that is longer than the stated limit. */
export class BodyTooLarge extends Error {
  constructor(limit: number) {
    super(`The body is larger than the ${limit} bytes that are taken here.`);
    this.name = 'BodyTooLarge';
  }
}

/** Reads a request's body as UTF-8 text, up to `limit` bytes; throws BodyTooLarge as soon as it is longer. */
export async function readBody(request: IncomingMessage, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    length += chunk.length;
    if (length > limit) throw new BodyTooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
