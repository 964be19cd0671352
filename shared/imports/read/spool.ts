import { writeSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Cell, SheetRow } from '../cell.ts';

const FLUSH_AT = 1024 * 1024;

const day = z.strictObject({ at: z.number() });
const line = z.tuple([
  z.number(),
  z.array(z.union([z.string(), z.number(), z.boolean(), z.null(), day])),
]);

function encode({ number, cells }: SheetRow): string {
  const values = cells.map((cell) => (cell instanceof Date ? { at: cell.getTime() } : cell));
  return `${JSON.stringify([number, values])}\n`;
}

function decode(text: string): SheetRow {
  const [number, values] = line.parse(JSON.parse(text));
  const cells = values.map((value): Cell =>
    typeof value === 'object' && value !== null ? new Date(value.at) : value,
  );
  return { number, cells };
}

/** A file that nobody else can open and that is gone with this process, however that ends. */
async function openNameless(): Promise<FileHandle> {
  const file = path.join(tmpdir(), `chung-tay-rows-${randomBytes(9).toString('hex')}`);
  const handle = await open(file, 'wx+', 0o600);
  await rm(file);
  return handle;
}

async function write(handle: FileHandle, rows: AsyncIterable<SheetRow>): Promise<number> {
  let [count, waiting] = [0, ''];
  // Written without waiting: a source that is not read at once would gather its rows in memory.
  for await (const row of rows) {
    count += 1;
    waiting += encode(row);
    if (waiting.length < FLUSH_AT) continue;
    writeSync(handle.fd, waiting);
    waiting = '';
  }
  writeSync(handle.fd, waiting);
  return count;
}

async function* readBack(handle: FileHandle): AsyncGenerator<SheetRow> {
  const input = handle.createReadStream({ start: 0, encoding: 'utf8' });
  try {
    for await (const text of createInterface({ input, crlfDelay: Infinity })) yield decode(text);
  } finally {
    input.destroy();
  }
}

/**
 * Takes rows from a source that cannot be held back onto the disk, and gives them out as they are asked for: memory
 * stays flat whatever the pace. `count` is known from the beginning.
 */
export async function spoolRows(
  rows: AsyncIterable<SheetRow>,
): Promise<{ count: number; rows: AsyncGenerator<SheetRow> }> {
  const handle = await openNameless();
  try {
    const count = await write(handle, rows);
    return { count, rows: readBack(handle) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}
