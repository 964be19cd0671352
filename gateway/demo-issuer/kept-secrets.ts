import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import { StartProblem, explainRefusal } from '../../shared/start/start-problem.ts';
import { DEMO_KEY_PREFIX } from '../identity/verify-token.ts';

/** The signing algorithm of the demo's tokens. */
export const SIGNING_ALGORITHM = 'RS256';

const jwk = z.record(z.string(), z.string());

const form = z.strictObject({
  /** Where the issuer answers, or answered last. */
  issuer: z.url(),
  /** Signs its cookies. */
  cookieKey: z.string().min(32),
  /** Private keys, as JWKs. */
  signingKeys: z.array(jwk).min(1),
  /** The secret of each persona's client. */
  clientSecrets: z.record(z.string(), z.string().min(32)),
});

/** What the demo issuer keeps between runs, so that a printed token outlives a restart. */
export type KeptSecrets = z.infer<typeof form>;

function fileIn(dataDir: string): string {
  return path.join(path.resolve(dataDir), 'demo-issuer.json');
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

async function newSigningKey(): Promise<Record<string, string>> {
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  const key = jwk.parse(await exportJWK(privateKey));
  const kid = `${DEMO_KEY_PREFIX}${await calculateJwkThumbprint(key)}`;
  return { ...key, kid, use: 'sig', alg: SIGNING_ALGORITHM };
}

/** What an earlier start kept in the folder, or null where there was none. Throws StartProblem for a damaged file. */
export function readKeptSecrets(dataDir: string): KeptSecrets | null {
  const file = fileIn(dataDir);
  if (!existsSync(file)) return null;
  try {
    return form.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const refusal = explainRefusal(error, path.resolve(dataDir));
    if (refusal instanceof StartProblem) throw refusal;
    throw new StartProblem(
      `${file} is damaged: delete it and start again; tokens printed before stop working.`,
      { cause: error },
    );
  }
}

/** Readable by this user alone, and whole or not at all. */
function write(dataDir: string, secrets: KeptSecrets): void {
  const file = fileIn(dataDir);
  const unfinished = `${file}.unfinished-${process.pid}`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(unfinished, JSON.stringify(secrets, null, 2), { mode: 0o600 });
    renameSync(unfinished, file);
  } catch (error) {
    throw explainRefusal(error, path.resolve(dataDir));
  }
}

/**
 * The issuer's secrets for this run: those kept in `dataDir`, with new ones for personas that had none. Throws
 * StartProblem where the file is damaged or may not be written.
 */
export async function keepSecrets(
  dataDir: string,
  { issuer, personas }: { issuer: string; personas: Iterable<string> },
): Promise<KeptSecrets> {
  const kept = readKeptSecrets(dataDir);
  const secrets = [...personas].map((name) => [name, kept?.clientSecrets[name] ?? newSecret()]);
  const current: KeptSecrets = {
    issuer,
    cookieKey: kept?.cookieKey ?? newSecret(),
    signingKeys: kept?.signingKeys ?? [await newSigningKey()],
    clientSecrets: z.record(z.string(), z.string()).parse(Object.fromEntries(secrets)),
  };
  write(dataDir, current);
  return current;
}
