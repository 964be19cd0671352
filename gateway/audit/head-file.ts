import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { constants, fstatSync, statSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { StartProblem } from '../../shared/start/start-problem.ts';
import type { Chain } from './chain.ts';
import { isSigned, lineHash, parseHeadLine, signHead } from './head-line.ts';
import type { HeadBody, HeadLine } from './head-line.ts';
import { openSigningKey } from './signing-key.ts';

export interface HeadFolder {
  /** Where the head files lie; outside the audit database, and copied away from this machine where that is possible. */
  heads: string;
  /** Where the private keys lie. */
  keys: string;
}

/** The files of one gateway. */
export function headFiles({ heads, keys }: HeadFolder, gateway: string) {
  return {
    file: path.join(heads, `${gateway}.jsonl`),
    publicFile: path.join(heads, `${gateway}.pub.pem`),
    privateFile: path.join(keys, `${gateway}.pem`),
  };
}

const LONGEST_LINE = 4_096;

/** What is appended is durable when the write returns. */
const DURABLE_APPENDING =
  constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | constants.O_DSYNC;

/** The last complete line and where it ends; what follows it was torn by a killed gateway and promised nothing. */
async function lastLine(handle: FileHandle): Promise<{ text: string | null; end: number }> {
  const { size } = await handle.stat();
  const start = Math.max(0, size - 2 * LONGEST_LINE);
  const { buffer, bytesRead } = await handle.read(
    Buffer.alloc(size - start),
    0,
    size - start,
    start,
  );
  const tail = buffer.subarray(0, bytesRead).toString('latin1');
  const end = tail.lastIndexOf('\n');
  if (end === -1) return { text: null, end: 0 };
  return { text: tail.slice(tail.lastIndexOf('\n', end - 1) + 1, end), end: start + end + 1 };
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}

function notOurs(file: string): StartProblem {
  return new StartProblem(
    `The last line of ${file} is not this gateway's: run npm run audit:verify, and keep the file as evidence before you start under another GATEWAY_ID.`,
  );
}

/** The file that a gateway's signed chain heads are appended to; it alone writes it. */
export class HeadFile {
  readonly #handle: FileHandle;
  readonly #key: KeyObject;
  readonly #gateway: string;
  readonly #file: string;
  #last: HeadLine | null;
  /** Bytes that are ours and durable. */
  #size: number;
  #mayBeTorn = false;

  private constructor(
    handle: FileHandle,
    key: KeyObject,
    gateway: string,
    at: { file: string; last: HeadLine | null; size: number },
  ) {
    this.#handle = handle;
    this.#key = key;
    this.#gateway = gateway;
    this.#file = at.file;
    this.#last = at.last;
    this.#size = at.size;
  }

  /**
   * Opens the file of a gateway, making it and its key at the first start; takes away a line torn at the end. Throws
   * StartProblem where the last line is not this gateway's.
   */
  static async open(folder: HeadFolder, gateway: string): Promise<HeadFile> {
    const { file, ...keyFiles } = headFiles(folder, gateway);
    await mkdir(folder.heads, { recursive: true, mode: 0o700 });
    const handle = await open(file, DURABLE_APPENDING, 0o600);
    try {
      const { text, end } = await lastLine(handle);
      const key = await openSigningKey(keyFiles, text === null);
      const last = text === null ? null : parseHeadLine(text);
      if (text !== null && (last === null || !isSigned(last, createPublicKey(key))))
        throw notOurs(file);
      await handle.truncate(end);
      await handle.sync();
      await syncFolder(folder.heads);
      return new HeadFile(handle, key, gateway, { file, last, size: end });
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** What the last line states. */
  get last(): HeadBody | null {
    return this.#last?.body ?? null;
  }

  /** Hash of the last line, which a new chain is tied to. */
  get hash(): string {
    return lineHash(this.#last);
  }

  /** Throws where someone else has written to the file, or cut it. */
  async check(): Promise<void> {
    // Waiting for a thread would cost more than the calls, which read no disk.
    const { size, ino, dev } = fstatSync(this.#handle.fd);
    const there = statSync(this.#file, { throwIfNoEntry: false });
    if (there?.ino !== ino || there.dev !== dev)
      throw new Error(
        `The head file of gateway ${this.#gateway} was removed or replaced: put it back where it is kept, and start the gateway again.`,
      );
    if (size === this.#size) return;
    if (!this.#mayBeTorn || size < this.#size)
      throw new Error(
        `The head file of gateway ${this.#gateway} was changed by someone else; is another gateway of that name running?`,
      );
    await this.#handle.truncate(this.#size);
  }

  /** Signs where a chain stands and makes it durable. */
  async append(kind: HeadBody['kind'], chain: Chain): Promise<void> {
    await this.check();
    const line = signHead(
      {
        n: (this.#last?.body.n ?? 0) + 1,
        kind,
        at: new Date().toISOString(),
        gateway: this.#gateway,
        chain: chain.id,
        commit: chain.commit,
        position: chain.position,
        hash: chain.hash.toString('hex'),
        previous: this.hash,
      },
      this.#key,
    );
    const bytes = Buffer.from(`${line.text}\n`, 'utf8');
    this.#mayBeTorn = true;
    await this.#handle.appendFile(bytes);
    this.#mayBeTorn = false;
    this.#last = line;
    this.#size += bytes.length;
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
