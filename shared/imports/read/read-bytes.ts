import { createReadStream } from 'node:fs';
import { LIMITS } from './limits.ts';
import { tooLarge } from './open-table.ts';

const CHUNK = 256 * 1024;

/** The bytes of a text file, piece by piece; throws ImportRefused where they are more than a text file may have. */
export async function* readBytes(file: string): AsyncGenerator<Buffer> {
  let total = 0;
  const pieces: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: CHUNK });
  for await (const piece of pieces) {
    total += piece.length;
    if (total > LIMITS.textBytes) throw tooLarge(file);
    yield piece;
  }
}
