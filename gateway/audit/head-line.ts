import { createHash, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';

const bodyForm = z.strictObject({
  /** Number of the line in its file, from 1. */
  n: z.number(),
  /**
   * A chain is opened, has grown by one commit, or is closed by a gateway that stops. LEFT closes one whose gateway was
   * killed: its last commit was found without a head.
   */
  kind: z.enum(['OPENED', 'HEAD', 'CLOSED', 'LEFT']),
  at: z.string(),
  gateway: z.string(),
  chain: z.string(),
  /** Commits of the chain so far. */
  commit: z.number(),
  /** Entries of the chain so far. */
  position: z.number(),
  /** Hash of the chain's last entry, hexadecimal; of its root where it has none. */
  hash: z.string(),
  /** SHA-256 of the line before, hexadecimal; empty on the first line. */
  previous: z.string(),
});

/** What a line of a head file states. */
export type HeadBody = z.infer<typeof bodyForm>;

const lineForm = z.strictObject({ ...bodyForm.shape, signature: z.string() });

/** A line of a head file. */
export interface HeadLine {
  body: HeadBody;
  /** The line as it stands in the file, without its end. */
  text: string;
  /** Ed25519, base64. */
  signature: string;
}

function signedBytes(body: HeadBody): Buffer {
  const { n, kind, at, gateway, chain, commit, position, hash, previous } = body;
  return Buffer.from(
    JSON.stringify([n, kind, at, gateway, chain, commit, position, hash, previous]),
  );
}

/** Signs what a line states (Ed25519, RFC 8032). */
export function signHead(body: HeadBody, key: KeyObject): HeadLine {
  const signature = sign(null, signedBytes(body), key).toString('base64');
  return { body, signature, text: JSON.stringify({ ...body, signature }) };
}

/** Whether a line bears the signature of the key's owner. */
export function isSigned({ body, signature }: HeadLine, publicKey: KeyObject): boolean {
  return verify(null, signedBytes(body), publicKey, Buffer.from(signature, 'base64'));
}

/** Reads a line; null where it is none. */
export function parseHeadLine(text: string): HeadLine | null {
  try {
    const { signature, ...body } = lineForm.parse(JSON.parse(text));
    return { body, signature, text };
  } catch {
    return null;
  }
}

/** What the next line states as `previous`. */
export function lineHash(line: Pick<HeadLine, 'text'> | null): string {
  return line === null ? '' : createHash('sha256').update(line.text).digest('hex');
}
