import { SignJWT, decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import type { JWK } from 'jose';
import { z } from 'zod';
import { StartProblem } from '../../shared/start/start-problem.ts';
import { keyIdOf, readPrivateKey, readPublicKey } from './publish-key.ts';

/** What a department signs. */
export interface Publication {
  department: string;
  /** Its SDL; the shared prelude may stand in it or be left out. */
  sdl: string;
  /** Whether it is only to be judged. */
  isDryRun: boolean;
}

/** A publication whose signature holds. */
export interface SignedPublication extends Publication {
  keyId: string;
  signedAt: Date;
  /** As it was signed. */
  signed: string;
}

/** Finds the key in force of an id, and whose it is. */
export type FindKey = (id: string) => Promise<{ department: string; publicKey: string } | null>;

/** Why a publication is not looked at; the message says what to do. */
export class NotSigned extends StartProblem {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'NotSigned';
  }
}

const ALGORITHM = 'EdDSA';
const AUDIENCE = 'chung-tay:publications';
/** How long a signature is good for, in seconds; how far clocks may lie apart. */
const LIFETIME = 300;
const TOLERANCE = 60;

const claimsShape = z.object({
  iss: z.string(),
  iat: z.number(),
  sdl: z.string(),
  isDryRun: z.boolean(),
});

/** Signs a publication with its department's private key, good for five minutes. Throws NotSigned for a wrong key. */
export async function signPublication(
  { department, sdl, isDryRun }: Publication,
  privateKey: string,
  now = Date.now(),
): Promise<string> {
  const key = readPrivateKey(privateKey);
  if (key === null) throw noKey();
  const issuedAt = now / 1_000;
  return new SignJWT({ sdl, isDryRun })
    .setProtectedHeader({ alg: ALGORITHM, kid: await keyIdOf(key) })
    .setIssuer(department)
    .setAudience(AUDIENCE)
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + LIFETIME)
    .sign(await privateKeyFrom(key));
}

function noKey(cause?: unknown): NotSigned {
  return new NotSigned(
    'PUBLISH_KEY is no private key such as npm run publish:key -- make prints.',
    {
      cause,
    },
  );
}

async function privateKeyFrom(key: JWK) {
  try {
    return await importJWK(key, ALGORITHM);
  } catch (cause) {
    throw noKey(cause);
  }
}

function keyIdIn(signed: string): string {
  try {
    return decodeProtectedHeader(signed).kid ?? '';
  } catch {
    throw new NotSigned('This is no signed publication: send it with npm run publish.');
  }
}

async function claimsOf(signed: string, publicKey: string) {
  const key = readPublicKey(publicKey);
  if (key === null) throw new NotSigned('The registered key cannot be read: register it again.');
  try {
    // However long the signer says that it holds; one from a clock that runs ahead would outrank all that is signed until then.
    const options = {
      ...{ algorithms: [ALGORITHM], audience: AUDIENCE },
      ...{ maxTokenAge: LIFETIME, clockTolerance: TOLERANCE },
    };
    const { payload } = await jwtVerify(signed, await importJWK(key, ALGORITHM), options);
    return claimsShape.parse(payload);
  } catch (cause) {
    throw new NotSigned(
      `The signature does not hold, is older than ${LIFETIME / 60} minutes, or comes from a clock that runs ahead: check PUBLISH_KEY and the clock, and publish again. (${cause instanceof Error ? cause.message : ''})`,
    );
  }
}

/**
 * Reads what a department signed: by a key that is registered, in force and that department's own. Throws NotSigned
 * otherwise.
 */
export async function readSigned(signed: string, findKey: FindKey): Promise<SignedPublication> {
  const keyId = keyIdIn(signed);
  const key = await findKey(keyId);
  if (key === null)
    throw new NotSigned(
      'No key in force is registered that signed this. Have the public half of PUBLISH_KEY registered (npm run publish:key).',
    );
  const { iss, iat, sdl, isDryRun } = await claimsOf(signed, key.publicKey);
  if (iss !== key.department)
    throw new NotSigned(
      `The key is registered for ${key.department}, so nothing can be published for ${iss} with it.`,
    );
  return { department: iss, sdl, isDryRun, keyId, signedAt: new Date(iat * 1_000), signed };
}
