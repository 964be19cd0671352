import { generateKeyPairSync } from 'node:crypto';
import type { JWK } from 'jose';
import { z } from 'zod';
import { openBy, sealTo } from './seal-by-jwe.ts';
import type { Sealing } from './sealing.ts';

const keyShape = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('X25519'),
  x: z.string().min(1),
  d: z.string().min(1).optional(),
});

/** The halves of a key as settings write them, JWK in base64url: the register has the private one, every other department the public one. */
export interface SealKeys {
  privateKey: string;
  publicKey: string;
}

/** Makes a pair of keys. */
export function makeSealKeys(): SealKeys {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  const write = (key: typeof privateKey) =>
    Buffer.from(JSON.stringify(key.export({ format: 'jwk' }))).toString('base64url');
  return { privateKey: write(privateKey), publicKey: write(publicKey) };
}

/** Marks the keys that come with the product, as it does every secret that everyone knows. */
const DEMO = /^demo-/;

/** Reads a key as settings write it; null for anything else. */
export function readSealKey(text: string): JWK | null {
  try {
    const { d, ...publicPart } = keyShape.parse(
      JSON.parse(Buffer.from(text.replace(DEMO, ''), 'base64url').toString()),
    );
    return d === undefined ? publicPart : { ...publicPart, d };
  } catch {
    return null;
  }
}

/** Sealing with one half of a key: the public one seals, the private one opens too. */
export async function sealingByKey(key: JWK): Promise<Sealing> {
  const { d, ...publicKey } = key;
  const { seal } = await sealTo(publicKey);
  if (d === undefined) return { seal, open: async () => null };
  return { seal, ...(await openBy(key)) };
}
