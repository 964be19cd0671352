import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import type { JWK } from 'jose';
import { z } from 'zod';

/** A key pair as settings and commands write it: halves of an Ed25519 key, 32 bytes each in base64url. */
export interface PublishKeyPair {
  /** What the department signs with: both halves, a point between them. */
  privateKey: string;
  /** What the coordination office registers. */
  publicKey: string;
}

const HALF = /^[\w-]{43}$/;
const jwkShape = z.object({ x: z.string(), d: z.string() });

/** Makes a department's key pair. */
export function makePublishKeys(): PublishKeyPair {
  const { x, d } = jwkShape.parse(
    generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
  );
  return { privateKey: `${d}.${x}`, publicKey: x };
}

/** Reads a public key; null for anything else. */
export function readPublicKey(text: string): JWK | null {
  return HALF.test(text) ? { kty: 'OKP', crv: 'Ed25519', x: text } : null;
}

/** Reads a private key; null for anything else. */
export function readPrivateKey(text: string): (JWK & { x: string }) | null {
  const [d = '', x = '', ...rest] = text.split('.');
  if (!HALF.test(d) || !HALF.test(x) || rest.length > 0) return null;
  return { kty: 'OKP', crv: 'Ed25519', x, d };
}

/** What a key is named by: its JWK thumbprint (RFC 7638). */
export async function keyIdOf(key: JWK): Promise<string> {
  return calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x: key.x ?? '' });
}
