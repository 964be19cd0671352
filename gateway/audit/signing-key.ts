import { createPrivateKey, createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { StartProblem } from '../../shared/start/start-problem.ts';

export interface KeyFiles {
  /** The private key (PKCS #8, PEM), readable by this user alone. */
  privateFile: string;
  /** The public key (SPKI, PEM), kept beside the heads: it is all that verifying needs. */
  publicFile: string;
}

/** Makes a file durable under its name: complete, or not there at all. */
async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const unfinished = `${file}.${randomUUID()}.unfinished`;
  const handle = await open(unfinished, 'wx', mode);
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
  await rename(unfinished, file);
}

async function readKey(file: string): Promise<KeyObject | null> {
  if (!existsSync(file)) return null;
  try {
    return createPrivateKey(await readFile(file, 'utf8'));
  } catch (error) {
    throw new StartProblem(`${file} holds no private key: put the gateway's own back.`, {
      cause: error,
    });
  }
}

function pem(key: KeyObject): string {
  return key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }).toString();
}

/**
 * The key that signs a gateway's chain heads; made at the first start. Throws StartProblem where the file holds
 * something else, or where heads are there (`isNew` false) and their key is not.
 */
export async function openSigningKey(files: KeyFiles, isNew: boolean): Promise<KeyObject> {
  const known = await readKey(files.privateFile);
  if (known === null && !isNew)
    throw new StartProblem(
      `${files.privateFile}, which signs this gateway's chain heads, is missing: put it back, or start under another GATEWAY_ID.`,
    );
  const key = known ?? generateKeyPairSync('ed25519').privateKey;
  if (known === null) {
    await writeWhole(files.privateFile, pem(key), 0o600);
    await writeWhole(files.publicFile, pem(createPublicKey(key)), 0o644);
  }
  return key;
}
