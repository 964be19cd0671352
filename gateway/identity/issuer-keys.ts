import { createRemoteJWKSet, errors } from 'jose';
import type { JWTVerifyGetKey, RemoteJWKSet } from 'jose';
import type { Logger } from 'pino';
import { z } from 'zod';
import { issuerUnavailable } from './token-refusal.ts';

/** How long the issuer's keys are used before they are asked again, in milliseconds: so long a key it took back still counts. */
export const KEYS_FRESH_FOR = 10 * 60_000;
/** How long after asking an unknown key name does not make us ask again, in milliseconds. */
export const KEYS_COOL_DOWN = 30_000;
/** How long the issuer may take to answer, in milliseconds. */
const PATIENCE = 5_000;

/** Where the issuer's keys are. */
export interface KeySource {
  issuer: string;
  /** Where the keys are; null asks the issuer's discovery document. */
  jwksUrl: string | null;
}

const discoveryForm = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Asks the issuer's discovery document where its keys are (OpenID Connect Discovery 1.0, 4). */
async function discoverJwksUrl(issuer: string): Promise<string> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, {
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE),
    headers: { accept: 'application/json' },
  });
  if (!response.ok) throw new Error(`${address} answers ${response.status}`);
  const document = discoveryForm.parse(await response.json());
  if (document.issuer !== issuer) throw new Error(`${address} speaks for another issuer`);
  return document.jwks_uri;
}

async function openKeySet({ issuer, jwksUrl }: KeySource): Promise<RemoteJWKSet> {
  return createRemoteJWKSet(new URL(jwksUrl ?? (await discoverJwksUrl(issuer))), {
    timeoutDuration: PATIENCE,
    cooldownDuration: KEYS_COOL_DOWN,
    cacheMaxAge: KEYS_FRESH_FOR,
  });
}

/** Whether the fault lies in the token: no key fits it. Every other failure is the issuer's. */
function isTokensFault(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

/**
 * The issuer's public keys, fetched when first needed, kept ten minutes, and asked again for an unknown key name.
 * Throws AccessRefusal (503) where they cannot be had, with the cause in the log.
 */
export function issuerKeys(source: KeySource, log: Logger): JWTVerifyGetKey {
  let opening: Promise<RemoteJWKSet> | null = null;
  return async (header, token) => {
    try {
      opening ??= openKeySet(source);
      const keySet = await opening.catch((error: unknown) => {
        opening = null;
        throw error;
      });
      return await keySet(header, token);
    } catch (error) {
      if (isTokensFault(error)) throw error;
      log.error({ err: error, issuer: source.issuer }, 'the keys of the issuer cannot be had');
      throw issuerUnavailable();
    }
  };
}
